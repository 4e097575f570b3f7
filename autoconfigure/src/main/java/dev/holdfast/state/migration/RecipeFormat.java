package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * How recipes are written. Those that have no place here cannot leave the JVM, first of
 * all what only Java's serialization could read.
 */
final class RecipeFormat {

	private static final int FIELDS = 1;

	private static final int ARRAY = 2;

	private static final int CONTAINER = 3;

	private static final int CONSTANT = 4;

	private static final int LITERAL = 5;

	private static final int REFUSAL = 6;

	private RecipeFormat() {
	}

	static void write(Recipe recipe, ContentOutput out) {
		if (recipe instanceof Recipe.Fields fields) {
			out.octet(FIELDS);
			writeFields(fields, out);
		}
		else if (recipe instanceof Recipe.Array) {
			out.octet(ARRAY);
			out.name(recipe.typeName());
		}
		else if (recipe instanceof Recipe.Container container) {
			out.octet(CONTAINER);
			writeContainer(container, out);
		}
		else if (recipe instanceof Recipe.Constant constant) {
			out.octet(CONSTANT);
			out.name(constant.typeName());
			out.name(constant.constant());
		}
		else if (recipe instanceof Recipe.Literal) {
			out.octet(LITERAL);
			out.name(recipe.typeName());
		}
		else if (recipe instanceof Recipe.Refusal refusal) {
			Recipe withheld = refusal.withheld();
			if (withheld != null) {
				write(withheld, out);
				return;
			}
			out.octet(REFUSAL);
			out.name(refusal.typeName());
			out.text(refusal.reason());
		}
		else {
			throw new IllegalStateException("There is no form for " + recipe);
		}
	}

	private static void writeFields(Recipe.Fields recipe, ContentOutput out) {
		out.name(recipe.typeName());
		out.count(recipe.fields().size());
		for (Recipe.FieldName field : recipe.fields()) {
			out.name(field.declaringType());
			out.name(field.name());
			out.name(field.type());
		}
		out.count(recipe.links());
		out.optionalText(recipe.ancestry());
		Recipe.Container container = recipe.container();
		out.flag(container != null);
		if (container != null) {
			writeContainer(container, out);
		}
	}

	private static void writeContainer(Recipe.Container container, ContentOutput out) {
		out.name(container.typeName());
		out.count(container.traits());
		out.flag(container.isMap());
	}

	static Recipe read(ContentInput in) {
		int form = in.octet();
		return switch (form) {
			case FIELDS -> readFields(in);
			case ARRAY -> new Recipe.Array(arrayType(in.name()));
			case CONTAINER -> readContainer(in);
			case CONSTANT -> new Recipe.Constant(in.name(), in.name());
			case LITERAL -> new Recipe.Literal(in.name());
			case REFUSAL -> new Recipe.Refusal(in.name(), in.text());
			default -> throw new MalformedContentException("it has an object of an unknown form");
		};
	}

	private static String arrayType(String name) {
		int dimensions = name.lastIndexOf('[') + 1;
		boolean isReference = name.startsWith("L", dimensions) && name.endsWith(";") && name.length() > dimensions + 2;
		if (dimensions == 0 || !(isReference || name.length() == dimensions + 1)) {
			throw new MalformedContentException("[%s] is no array".formatted(name));
		}
		return name;
	}

	private static Recipe readFields(ContentInput in) {
		String typeName = in.name();
		int count = in.size();
		List<Recipe.FieldName> fields = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			fields.add(new Recipe.FieldName(in.name(), in.name(), in.name()));
		}
		int links = in.index(count + 1);
		String ancestry = in.optionalText();
		return new Recipe.Fields(typeName, List.copyOf(fields), links, ancestry, in.flag() ? readContainer(in) : null);
	}

	private static Recipe.Container readContainer(ContentInput in) {
		return new Recipe.Container(in.name(), in.count(), in.flag());
	}

	/**
	 * Check that a node has as many parts as its recipe needs.
	 * @param recipe the recipe
	 * @param parts the number of parts
	 */
	static void check(Recipe recipe, int parts) {
		Recipe.Container container = Recipe.containerOf(recipe);
		long fields = (recipe instanceof Recipe.Fields shape) ? shape.fields().size() : 0;
		boolean fits = (container != null) ? parts >= fields + container.traits()
				: recipe instanceof Recipe.Array || parts == fields;
		if (!fits) {
			throw new MalformedContentException(
					"an object of type %s has %d parts".formatted(recipe.typeName(), parts));
		}
	}

}
