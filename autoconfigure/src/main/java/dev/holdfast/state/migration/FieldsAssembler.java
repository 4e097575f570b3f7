package dev.holdfast.state.migration;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Puts objects together whose parts are fields: the common ground of records and other
 * classes.
 */
abstract class FieldsAssembler extends Assembler {

	final Class<?> type;

	final Recipe.Fields recipe;

	final List<Field> fields;

	final Mapping mapping;

	private final Fit[] fits;

	private final List<String> changes = new ArrayList<>();

	FieldsAssembler(Recipe.Fields recipe, Class<?> type, Types types) {
		this.type = type;
		this.recipe = recipe;
		this.fields = Instances.fields(type);
		this.mapping = new Mapping(recipe, type, this.fields, types);
		this.fits = this.mapping.fits(recipe, this.fields);
		this.changes.addAll(this.mapping.changes());
	}

	/**
	 * Return which field a part is.
	 * @param part the index of the part
	 * @return the index of the field, negative if it is none, or none any more
	 */
	final int target(int part) {
		int source = part - this.recipe.offset();
		return (source >= 0 && source < this.recipe.fields().size()) ? this.mapping.target(source) : -1;
	}

	final @Nullable Object fit(int target, int part, @Nullable Object value) {
		try {
			return this.fits[target].apply(value);
		}
		catch (Misfit ex) {
			throw ex.at(part);
		}
	}

	final @Nullable Object empty(int target) {
		return EmptyValues.of(this.fields.get(target).getType());
	}

	final void added(int target, String start) {
		this.changes.add(addition(target, start));
	}

	final void addedOtherwise(int target, String expected, String start) {
		this.changes
			.replaceAll((change) -> change.equals(addition(target, expected)) ? addition(target, start) : change);
	}

	private String addition(int target, String start) {
		return "%s: added %s (%s)".formatted(this.type.getSimpleName(), this.fields.get(target).getName(), start);
	}

	final void lost(int target) {
		String change = "%s: left %s empty, as it cannot be migrated".formatted(this.type.getSimpleName(),
				this.fields.get(target).getName());
		if (!this.changes.contains(change)) {
			this.changes.add(change);
		}
	}

	@Override
	boolean uses(Node node, int part) {
		return target(part) >= 0;
	}

	@Override
	String segment(Node node, int part) {
		int source = part - this.recipe.offset();
		return "." + this.recipe.fields().get(source).name();
	}

	/**
	 * Return whether there is nothing to tell of the shape, now or later.
	 * @return whether it is what it was
	 */
	boolean isUnchanged() {
		return this.changes.isEmpty();
	}

	/**
	 * Return how the shape has changed.
	 * @return the changes, in words
	 */
	final List<String> changes() {
		return this.changes;
	}

}
