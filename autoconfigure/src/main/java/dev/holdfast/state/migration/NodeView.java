package dev.holdfast.state.migration;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A view of a node, or of a value that was kept and so stands for itself.
 */
final class NodeView implements StateView {

	private final Overlay overlay;

	private final Node node;

	NodeView(Overlay overlay, Node node) {
		this.overlay = overlay;
		this.node = node;
	}

	/**
	 * Return what a migration has returned as an entry of a node.
	 * @param value a view, or a finished value
	 * @return the entry
	 */
	static @Nullable Object entry(@Nullable Object value) {
		return (value instanceof NodeView view) ? view.entry() : value;
	}

	Object entry() {
		Object kept = this.node.kept();
		return (kept != null) ? kept : this.node;
	}

	private @Nullable Object see(@Nullable Object entry) {
		if (!(entry instanceof Node child)) {
			return entry;
		}
		Object kept = child.kept();
		return (kept != null) ? kept : new NodeView(this.overlay, this.overlay.resolve(child));
	}

	@Override
	public String typeName() {
		Object kept = this.node.kept();
		return (kept != null) ? kept.getClass().getName() : this.node.recipe.typeName();
	}

	@Override
	public Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		if (this.node.recipe instanceof Recipe.Fields recipe) {
			recipe.fields().forEach((field) -> names.add(field.name()));
		}
		return names;
	}

	@Override
	public boolean has(String name) {
		return this.node.recipe instanceof Recipe.Fields recipe && recipe.indexOf(name) >= 0;
	}

	@Override
	public @Nullable Object get(String name) {
		return see(this.node.content[indexOf(name)]);
	}

	@Override
	public <T> @Nullable T get(String name, Class<T> type) {
		Object value = get(name);
		Assert.isTrue(value == null || type.isInstance(value), () -> "Member '%s' of %s is not a %s, but a %s"
			.formatted(name, typeName(), type.getName(), (value != null) ? value.getClass().getName() : null));
		return type.cast(value);
	}

	@Override
	public List<@Nullable Object> elements() {
		Object kept = this.node.kept();
		if (kept != null) {
			return elements(kept);
		}
		int traits = (this.node.recipe instanceof Recipe.Container recipe) ? recipe.traits() : 0;
		List<@Nullable Object> elements = new ArrayList<>();
		for (int part = traits; part < this.node.content.length; part++) {
			elements.add(see(this.node.content[part]));
		}
		return elements;
	}

	private static List<@Nullable Object> elements(Object kept) {
		List<@Nullable Object> elements = new ArrayList<>();
		if (kept instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				elements.add(key);
				elements.add(value);
			});
		}
		else if (kept instanceof Collection<?> collection) {
			elements.addAll(collection);
		}
		else if (kept instanceof Object[] array) {
			elements.addAll(Arrays.asList(array));
		}
		else if (kept instanceof Optional<?> optional) {
			optional.ifPresent(elements::add);
		}
		return elements;
	}

	@Override
	public List<Map.Entry<@Nullable Object, @Nullable Object>> entries() {
		Assert.state(isMap(), () -> typeName() + " is no map");
		List<@Nullable Object> elements = elements();
		List<Map.Entry<@Nullable Object, @Nullable Object>> entries = new ArrayList<>();
		for (int i = 0; i < elements.size(); i += 2) {
			entries.add(new SimpleImmutableEntry<>(elements.get(i), elements.get(i + 1)));
		}
		return entries;
	}

	private boolean isMap() {
		if (this.node.isKept()) {
			return this.node.kept() instanceof Map;
		}
		return this.node.recipe instanceof Recipe.Container recipe && recipe.isMap();
	}

	@Override
	public <T> T as(Class<T> type) {
		Object kept = this.node.kept();
		Assert.state(type.isInstance(kept), () -> "%s is not to be had as %s: %s".formatted(typeName(), type.getName(),
				(kept != null) ? "it is of another type" : "it had to be taken apart, look at its members"));
		return type.cast(kept);
	}

	@Override
	public String constant() {
		Assert.state(this.node.recipe instanceof Recipe.Constant, () -> typeName() + " is no enum of the application");
		return ((Recipe.Constant) this.node.recipe).constant();
	}

	@Override
	public StateView with(String name, @Nullable Object value) {
		Recipe.Fields recipe = fields();
		int index = recipe.indexOf(name);
		if (index >= 0) {
			@Nullable Object[] content = this.node.content.clone();
			content[recipe.offset() + index] = entry(value);
			return changed(recipe.withFields(recipe.fields()), content);
		}
		List<Recipe.FieldName> fields = new ArrayList<>(recipe.fields());
		fields.add(new Recipe.FieldName(recipe.typeName(), name, "?"));
		List<@Nullable Object> content = new ArrayList<@Nullable Object>(Arrays.asList(this.node.content));
		content.add(recipe.offset() + recipe.fields().size(), entry(value));
		return changed(recipe.withFields(fields), content.toArray());
	}

	@Override
	public StateView without(String name) {
		Recipe.Fields recipe = fields();
		int index = indexOf(name) - recipe.offset();
		List<Recipe.FieldName> fields = new ArrayList<>(recipe.fields());
		fields.remove(index);
		List<@Nullable Object> content = new ArrayList<@Nullable Object>(Arrays.asList(this.node.content));
		content.remove(recipe.offset() + index);
		return changed(recipe.withFields(fields), content.toArray());
	}

	@Override
	public StateView renamed(String from, String to) {
		Recipe.Fields recipe = fields();
		int index = indexOf(from) - recipe.offset();
		List<Recipe.FieldName> fields = new ArrayList<>(recipe.fields());
		Recipe.FieldName field = fields.get(index);
		fields.set(index, new Recipe.FieldName(field.declaringType(), to, field.type()));
		return changed(recipe.withFields(fields), this.node.content);
	}

	@Override
	public StateView mapEach(String typeName, UnaryOperator<StateView> change) {
		for (Node found : this.overlay.find(this.node, typeName)) {
			Object changed = entry(change.apply(new NodeView(this.overlay, found)));
			Assert.isInstanceOf(Node.class, changed, "A view has to become a view: ");
			this.overlay.replace(found, (Node) changed);
		}
		return new NodeView(this.overlay, this.overlay.resolve(this.node));
	}

	private StateView changed(Recipe.Fields recipe, @Nullable Object[] content) {
		return new NodeView(this.overlay, this.node.changed(this.overlay.intern(recipe), content));
	}

	private Recipe.Fields fields() {
		Assert.state(this.node.recipe instanceof Recipe.Fields, () -> typeName() + " has no members");
		return (Recipe.Fields) this.node.recipe;
	}

	private int indexOf(String name) {
		Assert.isTrue(has(name), () -> "%s has no member '%s', but %s".formatted(typeName(), name, names()));
		Recipe.Fields recipe = fields();
		return recipe.offset() + recipe.indexOf(name);
	}

	@Override
	public String toString() {
		return "view of " + typeName() + " " + names();
	}

}
