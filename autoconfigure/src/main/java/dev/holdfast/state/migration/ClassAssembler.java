package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts objects of classes together: an instance without content, then the old fields laid
 * over. The class's own constructor runs only if an initializer has something to add, as
 * it may do more than that.
 */
final class ClassAssembler extends FieldsAssembler {

	private static final Log logger = LogFactory.getLog(ClassAssembler.class);

	private static final String BY_INITIALIZER = "by its initializer";

	private final @Nullable ContainerAssembler container;

	private final Class<?> ancestor;

	private @Nullable Constructor<?> initializing;

	private @Nullable Constructor<?> bypass;

	private final boolean leavesToInitializers;

	ClassAssembler(Recipe.Fields recipe, Class<?> type, Types types, @Nullable ContainerAssembler container) {
		super(recipe, type, types);
		this.ancestor = Instances.platformAncestor(type);
		this.container = container;
		this.initializing = Instances.noArgConstructor(type);
		this.leavesToInitializers = this.fields.stream()
			.anyMatch((field) -> Modifier.isTransient(field.getModifiers()));
		for (int target : this.mapping.added()) {
			if (this.initializing != null) {
				added(target, BY_INITIALIZER);
			}
			else {
				addedWithoutInitializer(target);
			}
		}
	}

	private void addedWithoutInitializer(int target) {
		Object empty = empty(target);
		added(target, EmptyValues.describe(empty));
		if (empty == null) {
			logger.warn("Field '%s' has been added to %s, and is null in migrated objects: without a constructor "
				.formatted(this.fields.get(target).getName(), this.type.getName())
					+ "that takes no arguments its initializer cannot run");
		}
	}

	@Override
	int required(Node node) {
		return this.recipe.offset();
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		Constructor<?> initializing = this.initializing;
		if (initializing == null && this.leavesToInitializers) {
			tellOfLosses(node);
		}
		if (initializing == null || !needsInitializers(node)) {
			return bypass(node, parts);
		}
		try {
			Object instance = Instances.create(initializing);
			clear(instance);
			return instance;
		}
		catch (Misfit ex) {
			logger.warn(ex.reason() + ". Migrated objects go without what it initializes");
			this.initializing = null;
			for (int target : this.mapping.added()) {
				addedOtherwise(target, BY_INITIALIZER, EmptyValues.describe(empty(target)));
			}
			return bypass(node, parts);
		}
	}

	private void tellOfLosses(Node node) {
		for (int part = 0; part < node.content.length; part++) {
			if (node.content[part] instanceof Node child && target(part) >= 0 && isLeftToInitializer(child, part)) {
				lost(target(part));
			}
		}
	}

	@Override
	boolean isUnchanged() {
		return !this.leavesToInitializers && super.isUnchanged();
	}

	private boolean needsInitializers(Node node) {
		if (!this.mapping.added().isEmpty()) {
			return true;
		}
		for (int part = 0; part < node.content.length; part++) {
			if (node.content[part] instanceof Node child && target(part) >= 0
					&& (isRefilled(child) || isLeftToInitializer(child, part))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isRefilled(Node child) {
		return child.recipe instanceof Recipe.Container recipe && !recipe.isOfJdk();
	}

	private boolean isLeftToInitializer(Node child, int part) {
		return child.recipe instanceof Recipe.Refusal
				&& Modifier.isTransient(this.fields.get(target(part)).getModifiers());
	}

	private Object bypass(Node node, Parts parts) {
		List<?> arguments = (this.container != null) ? this.container.superArguments(node, parts) : List.of();
		Constructor<?> bypass = this.bypass;
		if (bypass == null) {
			bypass = Instances.bypass(this.type, SuperCall.constructor(this.ancestor, arguments));
			this.bypass = bypass;
		}
		return Instances.create(bypass, arguments.toArray());
	}

	private void clear(Object instance) {
		if (this.container != null && instance instanceof Collection<?> collection) {
			collection.clear();
		}
		else if (this.container != null && instance instanceof Map<?, ?> map) {
			map.clear();
		}
	}

	@Override
	boolean isFilled() {
		return true;
	}

	@Override
	void fill(Object instance, Node node, Parts parts) {
		int end = this.recipe.offset() + this.recipe.fields().size();
		for (int part = this.recipe.offset(); part < end; part++) {
			if (uses(node, part)) {
				int target = target(part);
				Instances.set(this.fields.get(target), instance, fit(target, part, parts.get(node, part)));
			}
		}
		if (this.initializing == null) {
			this.mapping.added().forEach((target) -> Instances.set(this.fields.get(target), instance, empty(target)));
		}
		if (this.container != null) {
			this.container.fill(instance, node, end, parts);
		}
	}

	@Override
	boolean uses(Node node, int part) {
		return isOfContainer(part) ? this.container != null : super.uses(node, part)
				&& !(node.content[part] instanceof Node child && isLeftToInitializer(child, part));
	}

	private boolean isOfContainer(int part) {
		return part < this.recipe.offset() || part >= this.recipe.offset() + this.recipe.fields().size();
	}

	@Override
	boolean looksAt(Node node, int part) {
		return this.container != null && isOfContainer(part)
				&& this.container.looksAtElement(part - this.recipe.offset() - this.recipe.fields().size());
	}

	@Override
	boolean looksAtParts() {
		return this.container != null && this.container.looksAtParts();
	}

	@Override
	@Nullable Object fresh(Object instance, int part) {
		int target = target(part);
		return (target >= 0) ? Instances.get(this.fields.get(target), instance) : null;
	}

	@Override
	String segment(Node node, int part) {
		return isOfContainer(part)
				? Containers.segment(this.ancestor, node, this.recipe.offset() + this.recipe.fields().size(), part)
				: super.segment(node, part);
	}

}
