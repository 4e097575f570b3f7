package dev.holdfast.state.migration;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which old field becomes which new one: the one of the same class and name, else the
 * only one of that name, as members move between classes of a hierarchy.
 */
final class Mapping {

	private static final int NONE = -1;

	private final int[] targets;

	private final List<Integer> added = new ArrayList<>();

	private final List<String> changes = new ArrayList<>();

	/**
	 * Create the mapping.
	 * @param recipe the old shape
	 * @param type the new class
	 * @param fields its fields
	 * @param types finds the present classes
	 */
	Mapping(Recipe.Fields recipe, Class<?> type, List<Field> fields, Types types) {
		List<Recipe.FieldName> sources = recipe.fields();
		this.targets = new int[sources.size()];
		Arrays.fill(this.targets, NONE);
		List<Integer> moved = new ArrayList<>();
		for (int target = 0; target < fields.size(); target++) {
			Field field = fields.get(target);
			if (!map(target, sources, (source) -> isSame(source, field)
					&& types.isPresent(source.declaringType(), field.getDeclaringClass()))) {
				moved.add(target);
			}
		}
		// Only what no other class lays claim to can have moved up or down the hierarchy
		for (int target : moved) {
			if (!map(target, sources, (source) -> isSame(source, fields.get(target)))) {
				this.added.add(target);
			}
		}
		describe(recipe, type, fields);
	}

	private static boolean isSame(Recipe.FieldName source, Field field) {
		return source.name().equals(field.getName());
	}

	private boolean map(int target, List<Recipe.FieldName> sources, Predicate<Recipe.FieldName> match) {
		int[] found = IntStream.range(0, sources.size())
			.filter((source) -> this.targets[source] == NONE && match.test(sources.get(source)))
			.toArray();
		if (found.length != 1) {
			return false;
		}
		this.targets[found[0]] = target;
		return true;
	}

	private void describe(Recipe.Fields recipe, Class<?> type, List<Field> fields) {
		String simpleName = type.getSimpleName();
		if (!type.getName().equals(recipe.typeName())) {
			this.changes.add("%s: was %s".formatted(simpleName, recipe.typeName()));
		}
		for (int i = 0; i < this.targets.length; i++) {
			Recipe.FieldName source = recipe.fields().get(i);
			if (this.targets[i] == NONE) {
				this.changes.add("%s: dropped %s".formatted(simpleName, source.name()));
			}
			else {
				String newType = fields.get(this.targets[i]).getGenericType().getTypeName();
				if (!newType.equals(source.type())) {
					this.changes
						.add("%s: %s was %s, is %s".formatted(simpleName, source.name(), source.type(), newType));
				}
			}
		}
	}

	/**
	 * Return the new field of an old one.
	 * @param source the index of the old field
	 * @return the index of the new field, negative if it was dropped
	 */
	int target(int source) {
		return this.targets[source];
	}

	List<Integer> added() {
		return this.added;
	}

	List<String> changes() {
		return this.changes;
	}

	/**
	 * Return how new fields take the values of old ones.
	 * @param recipe the old shape
	 * @param fields the new fields
	 * @return the fits, by new field
	 */
	Fit[] fits(Recipe.Fields recipe, List<Field> fields) {
		Fit[] fits = new Fit[fields.size()];
		for (int i = 0; i < fits.length; i++) {
			fits[i] = Fit.of(fields.get(i).getGenericType(), fields.get(i).getGenericType().getTypeName());
		}
		for (int i = 0; i < this.targets.length; i++) {
			if (this.targets[i] != NONE) {
				fits[this.targets[i]] = Fit.of(fields.get(this.targets[i]).getGenericType(),
						recipe.fields().get(i).type());
			}
		}
		return fits;
	}

}
