package dev.holdfast.state.migration;

import java.lang.reflect.Array;

import org.jspecify.annotations.Nullable;

/**
 * Puts arrays of objects together.
 */
final class ArrayAssembler extends Assembler {

	private final Class<?> componentType;

	ArrayAssembler(Class<?> componentType) {
		this.componentType = componentType;
	}

	@Override
	int required(Node node) {
		return 0;
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		return Array.newInstance(this.componentType, node.content.length);
	}

	@Override
	boolean isFilled() {
		return true;
	}

	@Override
	void fill(Object instance, Node node, Parts parts) {
		@Nullable Object[] array = (@Nullable Object[]) instance;
		for (int part = 0; part < array.length; part++) {
			Object element = parts.get(node, part);
			if (element != null && !this.componentType.isInstance(element)) {
				throw new Misfit("The element does not fit the array", element.getClass().getName(),
						this.componentType.getName())
					.at(part);
			}
			array[part] = element;
		}
	}

	@Override
	String segment(Node node, int part) {
		return "[" + part + "]";
	}

}
