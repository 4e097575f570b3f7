package dev.holdfast.state.migration;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What a value is to become: its type, and what its owner knows of changes that nobody
 * can guess. Immutable.
 *
 * @since 0.1.0
 */
public final class RehydrationTarget {

	private final Type type;

	private final Map<String, Class<?>> renamed;

	private final Map<String, Enum<?>> replacedConstants;

	private final List<Function<? super StateView, ?>> steps;

	private final @Nullable Supplier<?> fresh;

	private RehydrationTarget(Type type, Map<String, Class<?>> renamed, Map<String, Enum<?>> replacedConstants,
			List<Function<? super StateView, ?>> steps, @Nullable Supplier<?> fresh) {
		this.type = type;
		this.renamed = renamed;
		this.replacedConstants = replacedConstants;
		this.steps = steps;
		this.fresh = fresh;
	}

	/**
	 * Create a target.
	 * @param type the type that the value must be of
	 * @return the target
	 */
	public static RehydrationTarget of(Type type) {
		Assert.notNull(type, "'type' must not be null");
		return new RehydrationTarget(type, Map.of(), Map.of(), List.of(), null);
	}

	/**
	 * Return a target that knows the new names of types. The types within a renamed type
	 * need no mention.
	 * @param renamed the classes by their former names
	 * @return the target
	 */
	public RehydrationTarget renamed(Map<String, Class<?>> renamed) {
		return new RehydrationTarget(this.type, Map.copyOf(renamed), this.replacedConstants, this.steps, this.fresh);
	}

	/**
	 * Return a target that knows what stands for enum constants that are gone.
	 * @param replacedConstants the constants by the former ones' class and name, such as
	 * {@code com.example.Status.NEW}
	 * @return the target
	 */
	public RehydrationTarget replacedConstants(Map<String, Enum<?>> replacedConstants) {
		return new RehydrationTarget(this.type, this.renamed, Map.copyOf(replacedConstants), this.steps, this.fresh);
	}

	/**
	 * Return a target with steps that change the value before it is mapped to the present
	 * classes.
	 * @param steps the steps: each gets a view of the value and returns a changed one;
	 * the last may return the finished value instead
	 * @return the target
	 */
	public RehydrationTarget steps(List<Function<? super StateView, ?>> steps) {
		return new RehydrationTarget(this.type, this.renamed, this.replacedConstants, List.copyOf(steps), this.fresh);
	}

	/**
	 * Return a target that can make a fresh value, for a container that can only be
	 * filled again, such as a cache with listeners.
	 * @param fresh makes the container; called at most once, and only if it is needed
	 * @return the target
	 */
	public RehydrationTarget fresh(Supplier<?> fresh) {
		return new RehydrationTarget(this.type, this.renamed, this.replacedConstants, this.steps, fresh);
	}

	Type type() {
		return this.type;
	}

	Map<String, Class<?>> renamed() {
		return this.renamed;
	}

	Map<String, Enum<?>> replacedConstants() {
		return this.replacedConstants;
	}

	List<Function<? super StateView, ?>> steps() {
		return this.steps;
	}

	@Nullable Supplier<?> fresh() {
		return this.fresh;
	}

	boolean isPlain() {
		return this.renamed.isEmpty() && this.replacedConstants.isEmpty();
	}

}
