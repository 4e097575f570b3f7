package dev.holdfast.state.migration;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Takes containers apart by their adapter.
 */
final class ContainerReader implements Reader {

	private final ContainerAdapter<Object> adapter;

	private final Predicate<Class<?>> appTypes;

	private final boolean keepable;

	private final ContainerAdapters adapters;

	private Recipe.Container recipe;

	@SuppressWarnings("unchecked")
	ContainerReader(ContainerAdapter<?> adapter, Class<?> type, boolean keepable, Predicate<Class<?>> appTypes,
			ContainerAdapters adapters) {
		this.adapter = (ContainerAdapter<Object>) adapter;
		this.keepable = keepable;
		this.appTypes = appTypes;
		this.adapters = adapters;
		this.recipe = new Recipe.Container(type.getName(), 0, Map.class.isAssignableFrom(type));
	}

	@Override
	public void read(Object source, Node node) {
		ContainerAdapter.Contents contents = this.adapter.contents(source);
		List<?> traits = contents.traits();
		if (this.recipe.traits() != traits.size()) {
			this.recipe = new Recipe.Container(this.recipe.typeName(), traits.size(), this.recipe.isMap());
		}
		node.recipe = this.recipe;
		node.content = join(traits, List.of(), contents.elements());
		for (Object attachment : contents.attachments()) {
			if (attachment != null && new LibraryScan(this.appTypes, this.adapters).find(attachment) != null) {
				node.release();
				return;
			}
		}
	}

	/**
	 * Put the traits and elements of a container around the fields of a class that
	 * extends it.
	 * @param traits the traits
	 * @param fields the fields
	 * @param elements the elements
	 * @return the content of a node
	 */
	static @Nullable Object[] join(List<?> traits, List<?> fields, List<?> elements) {
		@Nullable Object[] parts = elements.toArray();
		if (traits.isEmpty() && fields.isEmpty() && parts.getClass() == Object[].class) {
			return parts;
		}
		@Nullable Object[] content = new @Nullable Object[traits.size() + fields.size() + parts.length];
		System.arraycopy(traits.toArray(), 0, content, 0, traits.size());
		System.arraycopy(fields.toArray(), 0, content, traits.size(), fields.size());
		System.arraycopy(parts, 0, content, traits.size() + fields.size(), parts.length);
		return content;
	}

	@Override
	public boolean isKeepable() {
		return this.keepable;
	}

}
