package dev.holdfast.state.migration;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.github.benmanes.caffeine.cache.Cache;

/**
 * How the tests see an object: a label and the objects it holds, independent of the
 * migration that is under test. Containers of the JDK are seen through their API, all
 * else through fields.
 */
final class ObjectWalk {

	private static final int SHAPE_DEPTH = 3;

	private ObjectWalk() {
	}

	/**
	 * Whether something can tell this object from an equal one.
	 * @param object the object
	 * @return whether its identity counts
	 */
	static boolean hasIdentity(Object object) {
		Class<?> type = object.getClass();
		if (type.isArray()) {
			return Array.getLength(object) > 0;
		}
		if (object instanceof Enum || type.isHidden()) {
			return false;
		}
		if (isJdk(type)) {
			return (object instanceof Collection<?> collection && !collection.isEmpty())
					|| (object instanceof Map<?, ?> map && !map.isEmpty()) || object instanceof AtomicReference;
		}
		return true;
	}

	static String label(Object object) {
		if (object == null) {
			return "null";
		}
		Class<?> type = object.getClass();
		if (object instanceof Class<?> literal) {
			return "class " + literal.getName();
		}
		if (object instanceof Enum<?> constant) {
			return constant.getDeclaringClass().getName() + "." + constant.name();
		}
		if (type.isArray()) {
			return type.getName() + (type.getComponentType().isPrimitive()
					? Arrays.deepToString(new Object[] { object }) : "[" + Array.getLength(object) + "]");
		}
		if (Proxy.isProxyClass(type)) {
			return "proxy of " + Arrays.stream(type.getInterfaces()).map(Class::getName).toList();
		}
		if (object instanceof Date date) {
			return type.getName() + " " + date.getTime();
		}
		String name = type.isHidden() ? type.getName().replaceAll("Lambda.*", "Lambda") : type.getName();
		return (isJdk(type) && isPlain(object)) ? name + " " + object : name;
	}

	private static boolean isPlain(Object object) {
		boolean holder = object instanceof Collection || object instanceof Map || object instanceof Optional
				|| object instanceof AtomicReference || object instanceof AtomicReferenceArray
				|| object instanceof Reference || object instanceof Map.Entry;
		return !holder && !object.toString().contains("@");
	}

	static List<Object> children(Object object) {
		return children(object, SHAPE_DEPTH);
	}

	private static List<Object> children(Object object, int depth) {
		List<Object> children = new ArrayList<>();
		if (object == null || object instanceof Class || object instanceof Enum) {
			return children;
		}
		Class<?> type = object.getClass();
		if (type.isArray()) {
			if (!type.getComponentType().isPrimitive()) {
				children.addAll(Arrays.asList((Object[]) object));
			}
		}
		else if (Proxy.isProxyClass(type)) {
			children.add(Proxy.getInvocationHandler(object));
		}
		else {
			addContents(object, children, depth);
			addFields(object, children);
		}
		return children;
	}

	private static void addContents(Object object, List<Object> children, int depth) {
		if (object instanceof Optional<?> optional) {
			optional.ifPresent(children::add);
		}
		else if (object instanceof AtomicReference<?> reference) {
			children.add(reference.get());
		}
		else if (object instanceof AtomicReferenceArray<?> array) {
			for (int i = 0; i < array.length(); i++) {
				children.add(array.get(i));
			}
		}
		else if (object instanceof Reference<?> reference) {
			children.add(reference.get());
		}
		else if (object instanceof Map.Entry<?, ?> entry) {
			children.add(entry.getKey());
			children.add(entry.getValue());
		}
		else if (object instanceof Map<?, ?> map) {
			addEntries(map, children, depth);
		}
		else if (object instanceof Collection<?> collection) {
			addElements(collection, children, depth);
		}
		else if (object instanceof Cache<?, ?> cache) {
			addEntries(cache.asMap(), children, depth);
		}
	}

	private static void addEntries(Map<?, ?> map, List<Object> children, int depth) {
		List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
		if (map instanceof SortedMap<?, ?> sorted) {
			children.add(sorted.comparator());
		}
		else if (entries.size() > 1 && !(map instanceof LinkedHashMap || map instanceof EnumMap)) {
			entries.sort(Comparator.<Map.Entry<?, ?>, String>comparing((entry) -> print(entry.getKey(), depth - 1))
				.thenComparing((entry) -> print(entry.getValue(), depth - 1)));
		}
		entries.forEach((entry) -> children.addAll(Arrays.asList(entry.getKey(), entry.getValue())));
	}

	private static void addElements(Collection<?> collection, List<Object> children, int depth) {
		List<Object> elements = new ArrayList<>(collection);
		if (collection instanceof SortedSet<?> sorted) {
			children.add(sorted.comparator());
		}
		else if (isUnordered(collection)) {
			elements.sort(Comparator.comparing((element) -> print(element, depth - 1)));
		}
		children.addAll(elements);
	}

	private static boolean isUnordered(Collection<?> collection) {
		if (collection instanceof Set) {
			return !(collection instanceof LinkedHashSet || collection instanceof EnumSet
					|| collection instanceof CopyOnWriteArraySet);
		}
		return collection instanceof PriorityQueue || collection instanceof PriorityBlockingQueue;
	}

	private static void addFields(Object object, List<Object> children) {
		for (Class<?> type = object.getClass(); type != null && !isJdk(type); type = type.getSuperclass()) {
			if (type.getName().startsWith("com.github")) {
				return;
			}
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					children.add(read(field, object));
				}
			}
		}
	}

	private static Object read(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Print an object for a comparison that looks at nothing but its shape.
	 */
	private static String print(Object object, int depth) {
		StringBuilder result = new StringBuilder(label(object));
		if (depth > 0) {
			children(object, depth).forEach((child) -> result.append('(').append(print(child, depth - 1)).append(')'));
		}
		return result.toString();
	}

	private static boolean isJdk(Class<?> type) {
		return type.getModule().isNamed();
	}

}
