package dev.holdfast.state.migration;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Puts containers together by their adapter.
 */
final class ContainerAssembler extends Assembler {

	private final Recipe.Container recipe;

	private final ContainerAdapter<Object> adapter;

	private final Class<?> type;

	private final boolean plain;

	/**
	 * Create an assembler.
	 * @param recipe the recipe
	 * @param type the class of the container
	 * @param adapter its adapter
	 * @param plain whether the adapter can always make such a container by itself
	 */
	@SuppressWarnings("unchecked")
	ContainerAssembler(Recipe.Container recipe, Class<?> type, ContainerAdapter<?> adapter, boolean plain) {
		this.plain = plain;
		this.recipe = recipe;
		this.type = type;
		this.adapter = (ContainerAdapter<Object>) adapter;
	}

	@Override
	int required(Node node) {
		return this.adapter.isMutable() ? this.recipe.traits() : node.content.length;
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		int traits = this.recipe.traits();
		List<?> elements = this.adapter.isMutable() ? List.of() : list(node, traits, parts);
		try {
			return this.adapter.create(this.recipe.typeName(), list(node, 0, traits, parts), elements, fresh);
		}
		catch (Exception | Error ex) {
			throw Misfit.of("It could not be created", ex);
		}
	}

	@Override
	boolean isRefilled() {
		return !this.plain;
	}

	@Override
	boolean isFilled() {
		return this.adapter.isMutable();
	}

	@Override
	void fill(Object instance, Node node, Parts parts) {
		fill(instance, node, this.recipe.traits(), parts);
	}

	/**
	 * Put the elements into a container.
	 * @param instance the container, which may be of a subclass
	 * @param node its node
	 * @param offset the index of the part that is the first element
	 * @param parts the parts
	 */
	void fill(Object instance, Node node, int offset, Parts parts) {
		try {
			this.adapter.fill(instance, list(node, offset, parts));
		}
		catch (Exception | Error ex) {
			throw Misfit.of("It could not be filled", ex);
		}
	}

	List<?> superArguments(Node node, Parts parts) {
		return this.adapter.superArguments(list(node, 0, this.recipe.traits(), parts));
	}

	private static List<?> list(Node node, int from, Parts parts) {
		return list(node, from, node.content.length, parts);
	}

	private static List<?> list(Node node, int from, int to, Parts parts) {
		@Nullable Object[] list = new @Nullable Object[to - from];
		for (int part = from; part < to; part++) {
			list[part - from] = parts.get(node, part);
		}
		return Arrays.asList(list);
	}

	@Override
	boolean looksAt(Node node, int part) {
		return looksAtElement(part - this.recipe.traits());
	}

	/**
	 * Return whether an element is looked at: a map looks at its keys, but not at its
	 * values. To compare elements is to call the comparator, which is a trait.
	 * @param element the index of the element, negative for a trait
	 * @return whether it is looked at
	 */
	boolean looksAtElement(int element) {
		return this.adapter.looksAtElements()
				&& (element < 0 || element % 2 == 0 || !Map.class.isAssignableFrom(this.type));
	}

	@Override
	boolean looksAtParts() {
		return this.adapter.looksAtElements();
	}

	@Override
	boolean isIntact(Object instance) {
		if (instance instanceof Map<?, ?> map) {
			return map.keySet().stream().allMatch(map::containsKey);
		}
		return !(instance instanceof Collection<?> collection) || collection.stream().allMatch(collection::contains);
	}

	@Override
	String segment(Node node, int part) {
		return Containers.segment(this.type, node, this.recipe.traits(), part);
	}

}
