package dev.holdfast.state;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Looks for an object of an app type within a value: the value itself and what the
 * containers of the JDK hold. Looks at a bounded number of objects, so that a large value
 * stays cheap to set; no traversal recurses, so that a deep one cannot overflow the
 * stack.
 */
final class AppTypeSearch {

	private static final int MAX_OBJECTS = 10_000;

	private final Predicate<Class<?>> appTypes;

	private int visits;

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Node> pending = new ArrayDeque<>();

	AppTypeSearch(Predicate<Class<?>> appTypes) {
		this.appTypes = appTypes;
	}

	/**
	 * Search a value.
	 * @param value the value
	 * @return where the first object of an app type is, or {@code null} if none was found
	 */
	@Nullable Find find(Object value) {
		push("value", value);
		Node node = this.pending.poll();
		while (node != null) {
			Class<?> type = elementType(
					(node.object() instanceof Class<?> literal) ? literal : node.object().getClass());
			if (this.appTypes.test(type)) {
				return new Find(node.path(), type.getName());
			}
			pushContent(node.path(), node.object());
			node = this.pending.poll();
		}
		return null;
	}

	private Class<?> elementType(Class<?> type) {
		Class<?> elementType = type;
		while (elementType.getComponentType() != null) {
			elementType = elementType.getComponentType();
		}
		return elementType;
	}

	private void pushContent(String path, Object object) {
		if (object instanceof Map<?, ?> map) {
			pushAll(path, map.entrySet().iterator());
		}
		else if (object instanceof Map.Entry<?, ?> entry) {
			push(path + "[key " + describe(entry.getKey()) + "]", entry.getKey());
			push(path + "[" + describe(entry.getKey()) + "]", entry.getValue());
		}
		else if (object instanceof Collection<?> collection) {
			pushAll(path, collection.iterator());
		}
		else if (object instanceof Object[] array) {
			pushAll(path, Arrays.asList(array).iterator());
		}
		else if (object instanceof Optional<?> optional) {
			push(path + ".get()", optional.orElse(null));
		}
		else if (object instanceof AtomicReference<?> reference) {
			push(path + ".get()", reference.get());
		}
	}

	private void pushAll(String path, Iterator<?> elements) {
		for (int i = 0; this.visits < MAX_OBJECTS && elements.hasNext(); i++) {
			Object element = elements.next();
			push((element instanceof Map.Entry<?, ?>) ? path : path + "[" + i + "]", element);
		}
	}

	private static String describe(@Nullable Object key) {
		// The toString of a key may fail, or never end in a container that contains
		// itself
		if (key == null || key instanceof String || key instanceof Integer || key instanceof Long) {
			return String.valueOf(key);
		}
		return (key instanceof Enum<?> constant) ? constant.name() : "a " + key.getClass().getSimpleName();
	}

	private void push(String path, @Nullable Object object) {
		this.visits++;
		if (object != null && this.visits <= MAX_OBJECTS && this.seen.add(object)) {
			this.pending.add(new Node(path, object));
		}
	}

	/**
	 * An object to look at.
	 *
	 * @param path where it is
	 * @param object the object
	 */
	private record Node(String path, Object object) {

	}

	/**
	 * An object of an app type.
	 *
	 * @param path where it is
	 * @param typeName its type, by name alone: this is kept in an exception
	 */
	record Find(String path, String typeName) {

	}

}
