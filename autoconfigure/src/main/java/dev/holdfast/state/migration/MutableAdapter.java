package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Base of the adapters that make an empty container of one type and fill it.
 *
 * @param <C> the type of the container
 */
abstract class MutableAdapter<C> implements ContainerAdapter<C> {

	private final Class<?> type;

	private final boolean looksAtElements;

	private final Function<C, List<?>> traits;

	private final Function<List<?>, C> factory;

	private final SuperCall size;

	MutableAdapter(Class<?> type, boolean looksAtElements, Function<C, List<?>> traits, Function<List<?>, C> factory) {
		this.type = type;
		this.looksAtElements = looksAtElements;
		this.traits = traits;
		this.factory = factory;
		this.size = new SuperCall(type, "size");
	}

	@Override
	public final boolean supports(Class<?> type) {
		return type == this.type;
	}

	@Override
	public final boolean supportsSubclasses() {
		return Modifier.isPublic(this.type.getModifiers()) && !Modifier.isFinal(this.type.getModifiers());
	}

	@Override
	public final boolean isMutable() {
		return true;
	}

	@Override
	public final boolean looksAtElements() {
		return this.looksAtElements;
	}

	@Override
	public final Contents contents(C container) {
		return new Contents(this.traits.apply(container), elements(container));
	}

	@Override
	public final C create(String typeName, List<?> traits, List<?> elements, @Nullable C fresh) {
		return this.factory.apply(traits);
	}

	@Override
	public final void fill(C container, List<?> elements) {
		add(container, elements);
		int missing = elements.size() / slots() - size(container);
		if (missing > 0) {
			throw new IllegalStateException(
					"the new %s left out %d of its elements: they are equal to others now, or its class does not take them"
						.formatted(this.type.getName(), missing));
		}
	}

	abstract List<?> elements(C container);

	abstract void add(C container, List<?> elements);

	// How many elements in the sense of the adapter make one in the sense of its size
	abstract int slots();

	final boolean isOfSubclass(C container) {
		return container.getClass() != this.type;
	}

	final int size(C container) {
		if (!isOfSubclass(container)) {
			return plainSize(container);
		}
		return (this.size.on(container) instanceof Integer number) ? number : 0;
	}

	abstract int plainSize(C container);

}
