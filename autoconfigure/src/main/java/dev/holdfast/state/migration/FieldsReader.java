package dev.holdfast.state.migration;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Takes objects apart field by field: those of app types, and data of libraries.
 */
final class FieldsReader implements Reader {

	private final Field[] fields;

	private Recipe.Fields recipe;

	private final @Nullable ContainerAdapter<Object> container;

	private final boolean keepable;

	@SuppressWarnings("unchecked")
	private FieldsReader(Class<?> type, List<Field> fields, Recipe.@Nullable Container container,
			@Nullable ContainerAdapter<?> adapter, boolean keepable) {
		this.fields = fields.toArray(Field[]::new);
		this.container = (ContainerAdapter<Object>) adapter;
		this.keepable = keepable;
		this.recipe = new Recipe.Fields(type.getName(), fields.stream().map(FieldsReader::name).toList(),
				(int) fields.stream().filter((field) -> !isLeaf(field)).count(), Instances.ancestry(type), container);
	}

	static Reader of(Class<?> type, ContainerAdapters adapters, boolean keepable) {
		List<Field> fields = Instances.fields(type)
			.stream()
			.sorted(Comparator.comparing(FieldsReader::isLeaf))
			.toList();
		Class<?> ancestor = Instances.platformAncestor(type);
		if (Instances.isStateless(ancestor)) {
			return new FieldsReader(type, fields, null, null, keepable);
		}
		ContainerAdapter<?> adapter = adapters.find(ancestor);
		if (adapter == null || !adapter.supportsSubclasses()) {
			return Reader.refusing("It extends %s, whose state is out of reach".formatted(ancestor.getName()));
		}
		return new FieldsReader(type, fields,
				new Recipe.Container(ancestor.getName(), 0, Map.class.isAssignableFrom(ancestor)), adapter, keepable);
	}

	private static boolean isLeaf(Field field) {
		return field.getType().isPrimitive() || Leaves.isFinal(field.getType());
	}

	private static Recipe.FieldName name(Field field) {
		return new Recipe.FieldName(field.getDeclaringClass().getName(), field.getName(), typeName(field));
	}

	private static String typeName(Field field) {
		try {
			return field.getGenericType().getTypeName();
		}
		catch (TypeNotPresentException ex) {
			// The retired loader looks for it only now that its file has been deleted
			return field.getType().getTypeName();
		}
	}

	@Override
	public void read(Object source, Node node) {
		@Nullable Object[] values = new @Nullable Object[this.fields.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = Instances.get(this.fields[i], source);
		}
		if (this.container == null) {
			node.recipe = this.recipe;
			node.content = values;
			return;
		}
		ContainerAdapter.Contents contents = this.container.contents(source);
		adapt(contents.traits().size());
		node.recipe = this.recipe;
		node.content = ContainerReader.join(contents.traits(), Arrays.asList(values), contents.elements());
	}

	private void adapt(int traits) {
		Recipe.Container present = this.recipe.container();
		if (present != null && present.traits() != traits) {
			this.recipe = new Recipe.Fields(this.recipe.typeName(), this.recipe.fields(), this.recipe.links(),
					this.recipe.ancestry(), new Recipe.Container(present.typeName(), traits, present.isMap()));
		}
	}

	@Override
	public boolean isKeepable() {
		return this.keepable;
	}

}
