package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Puts records together by their canonical constructor.
 */
final class RecordAssembler extends FieldsAssembler {

	private final Constructor<?> constructor;

	private final @Nullable Object[] template;

	RecordAssembler(Recipe.Fields recipe, Class<?> type, Types types) {
		super(recipe, type, types);
		this.constructor = constructor(type);
		this.template = new @Nullable Object[this.fields.size()];
		for (int target : this.mapping.added()) {
			this.template[target] = empty(target);
			added(target, EmptyValues.describe(this.template[target]));
		}
	}

	private static Constructor<?> constructor(Class<?> type) {
		try {
			// Fields of a record are those of its components, in their order
			Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
				.map(RecordComponent::getType)
				.toArray(Class<?>[]::new);
			Constructor<?> constructor = type.getDeclaredConstructor(parameters);
			constructor.setAccessible(true);
			return constructor;
		}
		catch (NoSuchMethodException ex) {
			throw new Misfit("Record %s has no canonical constructor".formatted(type.getName()));
		}
	}

	@Override
	int required(Node node) {
		return links(node);
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		@Nullable Object[] arguments = this.template.clone();
		for (int part = 0; part < node.content.length; part++) {
			int target = target(part);
			if (target >= 0) {
				arguments[target] = fit(target, part, parts.get(node, part));
			}
		}
		return Instances.create(this.constructor, arguments);
	}

	@Override
	boolean holds(Object instance, int part, @Nullable Object value) {
		int target = target(part);
		if (target < 0) {
			return true;
		}
		Object held = Instances.get(this.fields.get(target), instance);
		return held == value || (held instanceof Optional<?> optional && optional.orElse(null) == value);
	}

}
