package dev.holdfast.request.proxy;

import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * Refuses types of which there can be no proxy, and those whose proxy would do something
 * else than its user expects.
 */
final class ProxyRules {

	static final String WAY_OUT = "Define it with an interface that its values implement, "
			+ "or with RequestStateDefinition.withoutProxy(), and use RequestState.get().";

	private final String name;

	private final Class<?> type;

	ProxyRules(String name, Class<?> type) {
		this.name = name;
		this.type = type;
	}

	/**
	 * Check that there can be a proxy of the type.
	 * @param finalMethodsAllowed whether the type may have methods that run on the proxy
	 * itself
	 */
	void check(boolean finalMethodsAllowed) {
		String flaw = flaw();
		if (flaw != null) {
			throw refusal("%s %s".formatted(this.type.getTypeName(), flaw), WAY_OUT);
		}
		ProxyHome home = ProxyHome.of(this.type);
		if (!home.isOpenTo(this.type)) {
			String problem = "the class loader of %s does not know Spring, so that the proxy has to be in another "
					+ "package, where the type is not accessible";
			throw refusal(problem.formatted(this.type.getName()), WAY_OUT);
		}
		if (!finalMethodsAllowed) {
			checkMethods(new UnproxiedMethods(this.type, home));
		}
	}

	private @Nullable String flaw() {
		if (this.type.isPrimitive()) {
			return "is a primitive type";
		}
		if (this.type.isArray()) {
			return "is an array";
		}
		if (this.type.isAnnotation()) {
			return "is an annotation";
		}
		if (this.type == Object.class) {
			return "has no methods that could be passed on";
		}
		return flawOfClass();
	}

	private @Nullable String flawOfClass() {
		if (this.type.isHidden()) {
			return "is a hidden class, such as that of a lambda";
		}
		if (this.type.isRecord()) {
			return "is a record";
		}
		if (Enum.class.isAssignableFrom(this.type)) {
			return "is an enum";
		}
		if (this.type.isSealed()) {
			return "is sealed";
		}
		return Modifier.isFinal(this.type.getModifiers()) ? "is a final class" : null;
	}

	private void checkMethods(UnproxiedMethods methods) {
		if (!methods.isEmpty()) {
			String problem = "%s cannot be overridden in the proxy of %s and would run on the proxy itself, "
					+ "whose fields are empty";
			throw refusal(problem.formatted(methods, this.type.getName()),
					"Make them overridable, or use RequestStateDefinition.withFinalMethods() if nobody "
							+ "calls them on the proxy. " + WAY_OUT);
		}
	}

	private UnsupportedProxyException refusal(String problem, String action) {
		return new UnsupportedProxyException(this.name, this.type,
				"Request state '%s' cannot have a proxy: %s.".formatted(this.name, problem), action, null);
	}

}
