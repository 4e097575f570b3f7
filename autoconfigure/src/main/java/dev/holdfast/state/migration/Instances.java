package dev.holdfast.state.migration;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What reflection can do for classes outside the JDK's own modules: read and write their
 * fields, final ones included, and make instances without their constructors.
 */
final class Instances {

	/**
	 * Classes with fields, none of which is state of their own.
	 */
	private static final Set<Class<?>> STATELESS = Set.of(java.util.AbstractList.class, java.util.AbstractMap.class,
			java.util.AbstractSequentialList.class);

	private Instances() {
	}

	/**
	 * Return the fields of a class and of those it extends, down to the first class of
	 * the JDK.
	 * @param type the class
	 * @return its fields, those of the class itself first
	 */
	static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> level = type; !isOfPlatform(level); level = superclass(level)) {
			for (Field field : level.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					field.setAccessible(true);
					fields.add(field);
				}
			}
		}
		return fields;
	}

	static Class<?> platformAncestor(Class<?> type) {
		Class<?> ancestor = type;
		while (!isOfPlatform(ancestor)) {
			ancestor = superclass(ancestor);
		}
		return ancestor;
	}

	/**
	 * Return all interfaces of a class, those that others extend included.
	 * @param type the class
	 * @return the interfaces
	 */
	static Set<Class<?>> interfaces(Class<?> type) {
		Set<Class<?>> interfaces = new LinkedHashSet<>();
		Deque<Class<?>> pending = new ArrayDeque<>();
		for (Class<?> level = type; level != null; level = level.getSuperclass()) {
			pending.add(level);
		}
		Class<?> next = pending.poll();
		while (next != null) {
			for (Class<?> extended : next.getInterfaces()) {
				if (interfaces.add(extended)) {
					pending.add(extended);
				}
			}
			next = pending.poll();
		}
		return interfaces;
	}

	static boolean isOfPlatform(Class<?> type) {
		return type.getModule().isNamed();
	}

	private static Class<?> superclass(Class<?> type) {
		Class<?> superclass = type.getSuperclass();
		return (superclass != null) ? superclass : Object.class;
	}

	/**
	 * Return whether a class of the JDK has nothing that a subclass would lose.
	 * @param type the class
	 * @return whether neither it nor what it extends has state
	 */
	static boolean isStateless(Class<?> type) {
		for (Class<?> level = type; level != Object.class; level = superclass(level)) {
			if (!STATELESS.contains(level) && Arrays.stream(level.getDeclaredFields())
				.anyMatch((field) -> !Modifier.isStatic(field.getModifiers()))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Describe what a class without a proper name is derived from. Such names are given
	 * by order of appearance, so an edit can give them to another class.
	 * @param type the class
	 * @return its superclass, interfaces and place, or {@code null} if its name is its
	 * own
	 */
	static @Nullable String ancestry(Class<?> type) {
		if (!type.isAnonymousClass() && !type.isLocalClass()) {
			return null;
		}
		Method method = type.isAnonymousClass() ? type.getEnclosingMethod() : null;
		return superclass(type).getName() + " " + Arrays.stream(type.getInterfaces()).map(Class::getName).toList()
				+ ((method != null) ? " in " + method.getName() : "");
	}

	static @Nullable Object get(Field field, Object instance) {
		try {
			return field.get(instance);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Field '" + field.getName() + "' cannot be read: " + ex.getMessage());
		}
	}

	static void set(Field field, Object instance, @Nullable Object value) {
		try {
			field.set(instance, value);
		}
		catch (IllegalAccessException ex) {
			throw new Misfit("Field '" + field.getName() + "' cannot be written: " + ex.getMessage());
		}
	}

	static @Nullable Constructor<?> noArgConstructor(Class<?> type) {
		try {
			Constructor<?> constructor = type.getDeclaredConstructor();
			constructor.setAccessible(true);
			return constructor;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	/**
	 * Return a constructor that makes instances of a class, but runs only the constructor
	 * of a superclass, as deserialization does.
	 * @param type the class
	 * @param superConstructor the constructor of the superclass
	 * @return the constructor
	 */
	static Constructor<?> bypass(Class<?> type, Constructor<?> superConstructor) {
		return Bypass.constructor(type, superConstructor);
	}

	/**
	 * Call a constructor. What it throws is told in words, since a throwable would keep
	 * the classes of its stack trace alive.
	 * @param constructor the constructor
	 * @param arguments its arguments
	 * @return the instance
	 */
	static Object create(Constructor<?> constructor, @Nullable Object... arguments) {
		try {
			return constructor.newInstance(arguments);
		}
		catch (InvocationTargetException ex) {
			Class<?> type = constructor.getDeclaringClass();
			throw new Misfit("The constructor of %s failed: %s".formatted(type.getSimpleName(),
					Failures.describe(ex.getTargetException())), null, type.getName());
		}
		catch (ReflectiveOperationException | IllegalArgumentException ex) {
			throw new Misfit("It cannot be created: " + ex);
		}
	}

	/**
	 * The JDK's serialization factory, which is exported by the module jdk.unsupported,
	 * but not known to a compiler that targets a release.
	 */
	private static final class Bypass {

		private static final Object FACTORY;

		private static final Method METHOD;

		static {
			try {
				Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
				FACTORY = type.getMethod("getReflectionFactory").invoke(null);
				METHOD = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
			}
			catch (ReflectiveOperationException ex) {
				throw new ExceptionInInitializerError(ex);
			}
		}

		private static Constructor<?> constructor(Class<?> type, Constructor<?> superConstructor) {
			try {
				Constructor<?> constructor = (Constructor<?>) METHOD.invoke(FACTORY, type, superConstructor);
				Assert.state(constructor != null, "No constructor");
				return constructor;
			}
			catch (ReflectiveOperationException ex) {
				throw new Misfit("It cannot be created: " + ex);
			}
		}

	}

}
