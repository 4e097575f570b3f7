package dev.holdfast.state.migration;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Adapter of a container that is made complete.
 *
 * @param <C> the type of the container
 * @param type the class it handles
 * @param looksAtElements whether elements are compared
 * @param parts takes a container apart
 * @param factory makes one of its traits and elements
 */
record ValueAdapter<C>(Class<?> type, boolean looksAtElements, Function<C, Contents> parts,
		BiFunction<List<?>, List<?>, C> factory) implements ContainerAdapter<C> {

	/**
	 * Adapter of a container that only refers to its elements and has no traits.
	 */
	static <C> ValueAdapter<C> referring(Class<?> type, Function<C, List<?>> elements, Function<List<?>, C> factory) {
		return new ValueAdapter<>(type, false, (container) -> new Contents(List.of(), elements.apply(container)),
				(traits, migrated) -> factory.apply(migrated));
	}

	/**
	 * Adapter of a container that compares its elements and has no traits.
	 */
	static <C> ValueAdapter<C> comparing(Class<?> type, Function<C, List<?>> elements, Function<List<?>, C> factory) {
		return new ValueAdapter<>(type, true, (container) -> new Contents(List.of(), elements.apply(container)),
				(traits, migrated) -> factory.apply(migrated));
	}

	/**
	 * Adapter of the only instance of its class, which holds nothing.
	 */
	static ValueAdapter<Object> constant(Object constant) {
		return referring(constant.getClass(), (container) -> List.of(), (elements) -> constant);
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == this.type;
	}

	@Override
	public boolean isMutable() {
		return false;
	}

	@Override
	public Contents contents(C container) {
		return this.parts.apply(container);
	}

	@Override
	public C create(String typeName, List<?> traits, List<?> elements, @Nullable C fresh) {
		try {
			return this.factory.apply(traits, elements);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"no %s can be made: some of its elements are equal to others now, or not comparable"
						.formatted(this.type.getName()),
					ex);
		}
	}

}
