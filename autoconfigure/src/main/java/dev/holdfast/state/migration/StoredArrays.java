package dev.holdfast.state.migration;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Stores arrays of primitives, and of final types whose values can be stored.
 */
final class StoredArrays {

	private static final int FIRST = 101;

	private static final int OF_OBJECTS = 110;

	private static final List<Class<?>> PRIMITIVES = List.of(boolean[].class, byte[].class, short[].class, char[].class,
			int[].class, long[].class, float[].class, double[].class);

	private StoredArrays() {
	}

	static List<StoredKind<?>> all() {
		List<StoredKind<?>> kinds = new ArrayList<>();
		for (Class<?> type : PRIMITIVES) {
			kinds.add(ofPrimitives(FIRST + kinds.size(), type));
		}
		kinds.add(StoredKind.of(OF_OBJECTS, Object[].class, StoredArrays::write, StoredArrays::read).shared());
		return kinds;
	}

	private static <T> StoredKind<T> ofPrimitives(int number, Class<T> type) {
		Class<?> elementType = type.getComponentType();
		return StoredKind.of(number, type, (array, out) -> {
			StoredKind<?> kind = kind(elementType);
			int length = Array.getLength(array);
			out.count(length);
			for (int i = 0; i < length; i++) {
				kind.write(Array.get(array, i), out);
			}
		}, (in) -> {
			StoredKind<?> kind = kind(elementType);
			Object array = Array.newInstance(elementType, in.size());
			for (int i = 0; i < Array.getLength(array); i++) {
				Array.set(array, i, kind.read(in));
			}
			return type.cast(array);
		}).shared();
	}

	private static StoredKind<?> kind(Class<?> elementType) {
		StoredKind<?> kind = StoredLeaves.ofElements(ClassUtils.resolvePrimitiveIfNecessary(elementType).getName());
		if (kind == null) {
			throw new MalformedContentException("it has an array of " + elementType.getName());
		}
		return kind;
	}

	private static void write(@Nullable Object[] array, ContentOutput out) {
		StoredKind<?> kind = kind(array.getClass().getComponentType());
		out.name(kind.type().getName());
		out.count(array.length);
		for (Object element : array) {
			out.flag(element != null);
			if (element != null) {
				kind.write(element, out);
			}
		}
	}

	private static @Nullable Object[] read(ContentInput in) {
		String elementType = in.name();
		StoredKind<?> kind = StoredLeaves.ofElements(elementType);
		if (kind == null) {
			throw new MalformedContentException("it has an array of " + elementType);
		}
		@Nullable Object[] array = (@Nullable Object[]) Array.newInstance(kind.type(), in.size());
		for (int i = 0; i < array.length; i++) {
			array[i] = in.flag() ? kind.read(in) : null;
		}
		return array;
	}

}
