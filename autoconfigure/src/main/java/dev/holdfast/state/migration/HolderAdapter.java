package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Adapter of a mutable holder of a value or of a fixed number of them.
 *
 * @param <C> the type of the holder
 * @param type the class it handles
 * @param parts takes a holder apart
 * @param factory makes an empty one of its traits
 * @param filler puts the elements in
 */
record HolderAdapter<C>(Class<?> type, Function<C, Contents> parts, Function<List<?>, C> factory,
		BiConsumer<C, List<?>> filler) implements ContainerAdapter<C> {

	@Override
	public boolean supports(Class<?> type) {
		return type == this.type;
	}

	@Override
	public boolean supportsSubclasses() {
		return Modifier.isPublic(this.type.getModifiers()) && !Modifier.isFinal(this.type.getModifiers());
	}

	@Override
	public boolean isMutable() {
		return true;
	}

	@Override
	public Contents contents(C container) {
		return this.parts.apply(container);
	}

	@Override
	public C create(String typeName, List<?> traits, List<?> elements, @Nullable C fresh) {
		return this.factory.apply(traits);
	}

	@Override
	public void fill(C container, List<?> elements) {
		this.filler.accept(container, elements);
	}

}
