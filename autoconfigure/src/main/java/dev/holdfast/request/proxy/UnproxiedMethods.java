package dev.holdfast.request.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The methods of a type that no proxy can override: final ones, and those that only the
 * package of the class that declares them can see.
 */
final class UnproxiedMethods {

	private static final int NAMED = 3;

	private static final Comparator<Method> MOST_VISIBLE_FIRST = Comparator
		.comparing((Method method) -> !Modifier.isPublic(method.getModifiers()))
		.thenComparing((method) -> !Modifier.isProtected(method.getModifiers()))
		.thenComparing(UnproxiedMethods::describe);

	private final ProxyHome home;

	private final List<Method> methods = new ArrayList<>();

	UnproxiedMethods(Class<?> type, ProxyHome home) {
		this.home = home;
		List<Class<?>> visited = new ArrayList<>();
		for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
			for (Method method : c.getDeclaredMethods()) {
				if (isUnproxied(method) && !isOverridden(method, visited)) {
					this.methods.add(method);
				}
			}
			visited.add(c);
		}
		this.methods.sort(MOST_VISIBLE_FIRST);
	}

	boolean isEmpty() {
		return this.methods.isEmpty();
	}

	private boolean isUnproxied(Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isStatic(modifiers) || Modifier.isPrivate(modifiers) || method.isSynthetic()) {
			return false;
		}
		return Modifier.isFinal(modifiers)
				|| (isPackagePrivate(method) && !this.home.isBesides(method.getDeclaringClass()));
	}

	// The overriding method is looked at on its own
	private static boolean isOverridden(Method method, List<Class<?>> subclasses) {
		return isPackagePrivate(method) && subclasses.stream()
			.filter((type) -> ProxyHome.areBesides(type, method.getDeclaringClass()))
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((candidate) -> !Modifier.isPrivate(candidate.getModifiers()))
			.anyMatch((candidate) -> candidate.getName().equals(method.getName())
					&& Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()));
	}

	private static boolean isPackagePrivate(Method method) {
		return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
	}

	private static String describe(Method method) {
		String parameters = Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return "%s.%s(%s)%s".formatted(method.getDeclaringClass().getName(), method.getName(), parameters,
				Modifier.isFinal(method.getModifiers()) ? " (final)" : " (package-private)");
	}

	@Override
	public String toString() {
		String named = this.methods.stream()
			.limit(NAMED)
			.map(UnproxiedMethods::describe)
			.collect(Collectors.joining(", "));
		int others = this.methods.size() - NAMED;
		return (others > 0) ? "%s and %d more".formatted(named, others) : named;
	}

}
