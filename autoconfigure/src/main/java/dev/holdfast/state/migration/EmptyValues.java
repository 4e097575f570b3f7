package dev.holdfast.state.migration;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What an added member starts with if no initializer can say so.
 */
final class EmptyValues {

	private EmptyValues() {
	}

	/**
	 * Return the empty value of a type.
	 * @param type the type of the member
	 * @return the value, or {@code null} if the type has none
	 */
	static @Nullable Object of(Class<?> type) {
		if (type.isPrimitive()) {
			return Array.get(Array.newInstance(type, 1), 0);
		}
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), 0);
		}
		if (isContainer(type)) {
			return candidates().map(Supplier::get).filter(type::isInstance).findFirst().orElse(null);
		}
		return null;
	}

	private static Stream<Supplier<?>> candidates() {
		return Stream.of(Optional::empty, OptionalInt::empty, OptionalLong::empty, OptionalDouble::empty,
				ArrayList::new, LinkedHashSet::new, TreeSet::new, ArrayDeque::new, LinkedBlockingQueue::new,
				LinkedHashMap::new, TreeMap::new, ConcurrentHashMap::new);
	}

	private static boolean isContainer(Class<?> type) {
		return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type == Iterable.class
				|| type.getName().startsWith(Optional.class.getName());
	}

	static String describe(@Nullable Object value) {
		return (value == null || value instanceof Number || value instanceof Boolean || value instanceof Character)
				? String.valueOf(value) : "empty";
	}

}
