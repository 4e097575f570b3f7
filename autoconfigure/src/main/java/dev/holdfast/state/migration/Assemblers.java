package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds the assembler for each recipe on the classes of one generation.
 */
final class Assemblers {

	private final Map<Recipe, Assembler> assemblers = new IdentityHashMap<>();

	private final Types types;

	private final ContainerAdapters adapters;

	private final Map<String, Enum<?>> replacedConstants;

	private @Nullable Recipe lastRecipe;

	private @Nullable Assembler lastAssembler;

	Assemblers(Types types, ContainerAdapters adapters, Map<String, Enum<?>> replacedConstants) {
		this.types = types;
		this.adapters = adapters;
		this.replacedConstants = replacedConstants;
	}

	/**
	 * Return the assembler of a recipe.
	 * @param recipe the recipe
	 * @return the assembler
	 */
	Assembler of(Recipe recipe) {
		Assembler assembler = this.lastAssembler;
		if (assembler == null || recipe != this.lastRecipe) {
			assembler = isOfOneObject(recipe) ? create(recipe) : this.assemblers.computeIfAbsent(recipe, this::create);
			this.lastRecipe = recipe;
			this.lastAssembler = assembler;
		}
		return assembler;
	}

	private static boolean isOfOneObject(Recipe recipe) {
		return recipe instanceof Recipe.Constant || recipe instanceof Recipe.Literal
				|| recipe instanceof Recipe.Serialized || recipe instanceof Recipe.Refusal;
	}

	private Assembler create(Recipe recipe) {
		if (recipe instanceof Recipe.Fields fields) {
			return fields(fields, this.types.find(fields.typeName()));
		}
		if (recipe instanceof Recipe.Array array) {
			return new ArrayAssembler(this.types.find(array.typeName()).getComponentType());
		}
		if (recipe instanceof Recipe.Container container) {
			return container(container, this.types.find(container.typeName()));
		}
		if (recipe instanceof Recipe.Constant constant) {
			return new FixedAssembler(constant(constant));
		}
		if (recipe instanceof Recipe.Literal literal) {
			return new FixedAssembler(this.types.find(literal.typeName()));
		}
		if (recipe instanceof Recipe.Proxy proxy) {
			return new ProxyAssembler(proxy.interfaces().stream().map(this.types::find).toArray(Class<?>[]::new));
		}
		if (recipe instanceof Recipe.Serialized serialized) {
			return new SerializedAssembler(serialized, this.types);
		}
		String reason = (recipe instanceof Recipe.Refusal refusal) ? refusal.reason() : "It is kept";
		throw new Misfit(reason, recipe.typeName(), null);
	}

	private Assembler fields(Recipe.Fields recipe, Class<?> type) {
		String ancestry = Instances.ancestry(type);
		if (recipe.ancestry() != null && !recipe.ancestry().equals(ancestry)) {
			throw new Misfit("The class has no name of its own, and another one goes by its place now",
					"%s (%s)".formatted(recipe.typeName(), recipe.ancestry()),
					"%s (%s)".formatted(type.getName(), ancestry));
		}
		if (type.isRecord()) {
			return new RecordAssembler(recipe, type, this.types);
		}
		if (type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
			throw new Misfit("There is no way from an object to " + kind(type), recipe.typeName(), type.getName());
		}
		return new ClassAssembler(recipe, type, this.types, superContainer(recipe, type));
	}

	private static String kind(Class<?> type) {
		return type.isEnum() ? "an enum" : type.isInterface() ? "an interface" : "an abstract class";
	}

	private @Nullable ContainerAssembler superContainer(Recipe.Fields recipe, Class<?> type) {
		Recipe.Container container = recipe.container();
		String ancestor = Instances.platformAncestor(type).getName();
		if (container != null) {
			if (!container.typeName().equals(ancestor)) {
				throw new Misfit("It extended a container, which had content", container.typeName(), ancestor);
			}
			return (ContainerAssembler) container(container, this.types.find(container.typeName()));
		}
		String refusal = Refusals.of(type);
		if (refusal != null) {
			throw new Misfit(refusal, recipe.typeName(), type.getName());
		}
		return null;
	}

	private Assembler container(Recipe.Container recipe, Class<?> type) {
		ContainerAdapter<?> found = this.adapters.find(type);
		ContainerAdapter<?> adapter = (found != null) ? found : LibraryContainers.find(type);
		if (adapter == null) {
			throw new Misfit("No ContainerAdapter knows it any more", recipe.typeName(), type.getName());
		}
		return new ContainerAssembler(recipe, type, adapter, found == null || recipe.isOfJdk());
	}

	private Object constant(Recipe.Constant recipe) {
		Enum<?> replaced = this.replacedConstants.get(recipe.typeName() + "." + recipe.constant());
		if (replaced != null) {
			return replaced;
		}
		Class<?> type = this.types.find(recipe.typeName());
		Object[] constants = type.getEnumConstants();
		if (constants == null) {
			throw new Misfit("The enum is none any more", recipe.typeName(), type.getName());
		}
		for (Object constant : constants) {
			if (((Enum<?>) constant).name().equals(recipe.constant())) {
				return constant;
			}
		}
		throw new Misfit("The enum constant %s is gone".formatted(recipe.constant()),
				recipe.typeName() + "." + recipe.constant(), type.getName());
	}

}
