package dev.holdfast.state.migration;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Traits that several kinds of container have. As far as they go to a constructor of the
 * container, they are its arguments.
 */
final class Traits {

	private Traits() {
	}

	static List<?> ofComparator(@Nullable Comparator<?> comparator) {
		return (comparator != null) ? List.of(comparator) : List.of();
	}

	/**
	 * Return the comparator among traits.
	 * @param traits the traits
	 * @return the comparator, or {@code null} for natural order
	 */
	@SuppressWarnings("unchecked")
	static @Nullable Comparator<Object> comparator(List<?> traits) {
		return traits.isEmpty() ? null : (Comparator<Object>) traits.get(traits.size() - 1);
	}

	static int capacity(BlockingQueue<?> queue) {
		// Read one after the other, the two may add up to more than there is
		return (int) Math.min(Integer.MAX_VALUE, (long) queue.remainingCapacity() + queue.size());
	}

	static int number(List<?> traits) {
		return (Integer) traits.get(0);
	}

	static boolean flag(List<?> traits) {
		return (Boolean) traits.get(traits.size() - 1);
	}

	/**
	 * Find the type of the constants that an {@link java.util.EnumSet} or
	 * {@link java.util.EnumMap} is for. If it holds none, its serial form names it.
	 * @param constants the constants it holds
	 * @param container the set or map
	 * @return the type, as traits
	 */
	static List<?> ofEnumType(Iterable<? extends Enum<?>> constants, Object container) {
		Iterator<? extends Enum<?>> iterator = constants.iterator();
		if (iterator.hasNext()) {
			return List.of(iterator.next().getDeclaringClass());
		}
		return SerialForm.of(container).classes().stream().filter(Class::isEnum).limit(1).toList();
	}

}
