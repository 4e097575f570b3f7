package dev.holdfast.state.migration;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Puts dehydrated values together on the classes of one generation. Remembers what it has
 * made of parts that several values share, as long as it lives, and so keeps the classes
 * of its generation: drop it with the generation.
 * <p>
 * Not safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Rehydrator {

	private final Map<Node, Object> instances = new IdentityHashMap<>();

	private final Map<Object, Node> nodes = new IdentityHashMap<>();

	private final ClassLoader classLoader;

	private final ContainerAdapters adapters;

	private final Assemblers plainAssemblers;

	/**
	 * Create a rehydrator.
	 * @param classLoader the loader of the present classes
	 * @param adapters the containers that can be put together
	 */
	public Rehydrator(ClassLoader classLoader, ContainerAdapters adapters) {
		Assert.notNull(classLoader, "'classLoader' must not be null");
		Assert.notNull(adapters, "'adapters' must not be null");
		this.classLoader = classLoader;
		this.adapters = adapters;
		this.plainAssemblers = new Assemblers(new Types(classLoader, Map.of()), adapters, Map.of());
	}

	/**
	 * Rehydrate a value. May be called again and again; each call makes a new value, save
	 * for what it shares with others.
	 * @param value the dehydrated value
	 * @param target what it is to become
	 * @return the value
	 * @throws MigrationException if the value does not fit the present classes
	 */
	public Rehydrated rehydrate(DehydratedValue value, RehydrationTarget target) throws MigrationException {
		Attempt attempt = new Attempt(assemblers(target), this.instances, target.fresh(), value);
		try {
			Object entry = step(value.entry(), target.steps(), attempt.instances().overlay());
			Object result = Fit.of(target.type(), null).apply(attempt.run(entry));
			Assert.state(result != null, "A value is never null");
			commit(attempt);
			return new Rehydrated(result, attempt.changes());
		}
		catch (Misfit ex) {
			String oldType = (ex.oldType() != null) ? ex.oldType() : attempt.failedType();
			throw new MigrationException(attempt.path(ex.part()), ex.reason(),
					(oldType != null) ? oldType : value.typeName(), ex.newType());
		}
		catch (Exception | Error ex) {
			throw new MigrationException(attempt.path(Walk.NONE), "It failed unexpectedly: " + Failures.describe(ex),
					attempt.failedType(), null);
		}
	}

	private Object step(Object entry, List<Function<? super StateView, ?>> steps, Overlay overlay) {
		Object current = entry;
		for (int i = 0; i < steps.size(); i++) {
			Object result = call(steps.get(i), overlay.view(current), i);
			if (!(result instanceof NodeView) && i < steps.size() - 1) {
				throw new Misfit("Only the last migration step may return a finished value, but step %d of %d did"
					.formatted(i + 1, steps.size()));
			}
			current = (result instanceof NodeView view) ? view.entry() : result;
		}
		return current;
	}

	private static Object call(Function<? super StateView, ?> step, StateView view, int index) {
		try {
			Object result = step.apply(view);
			if (result == null) {
				throw new Misfit("Migration step %d returned null".formatted(index + 1));
			}
			return result;
		}
		catch (Misfit ex) {
			throw ex;
		}
		catch (Exception | Error ex) {
			throw new Misfit("Migration step %d failed: %s".formatted(index + 1, Failures.describe(ex)));
		}
	}

	private Assemblers assemblers(RehydrationTarget target) {
		return target.isPlain() ? this.plainAssemblers : new Assemblers(new Types(this.classLoader, target.renamed()),
				this.adapters, target.replacedConstants());
	}

	private void commit(Attempt attempt) {
		attempt.instances().forEachShared((node, instance) -> {
			this.instances.put(node, instance);
			this.nodes.put(instance, node);
		});
	}

	/**
	 * Return the shared node that an object of this generation was made from.
	 * @param instance the object
	 * @return the node, if there is one
	 */
	@Nullable Node nodeOf(Object instance) {
		return this.nodes.isEmpty() ? null : this.nodes.get(instance);
	}

}
