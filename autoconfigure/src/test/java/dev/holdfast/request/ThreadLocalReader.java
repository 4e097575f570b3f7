package dev.holdfast.request;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the thread locals of other threads. Only {@link ThreadLocalScan} makes one that
 * may do so.
 */
public final class ThreadLocalReader implements Function<Thread, List<Object>> {

	@Override
	public List<Object> apply(Thread thread) {
		try {
			List<Object> values = new ArrayList<>();
			for (String name : List.of("threadLocals", "inheritableThreadLocals")) {
				Object map = get(Thread.class.getDeclaredField(name), thread);
				if (map != null) {
					addValues(get(map.getClass().getDeclaredField("table"), map), values);
				}
			}
			return values;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void addValues(Object table, List<Object> values) throws ReflectiveOperationException {
		for (int i = 0; i < Array.getLength(table); i++) {
			Object entry = Array.get(table, i);
			Object value = (entry != null) ? get(entry.getClass().getDeclaredField("value"), entry) : null;
			if (value != null) {
				values.add(value);
			}
		}
	}

	private Object get(Field field, Object target) throws ReflectiveOperationException {
		field.setAccessible(true);
		return field.get(target);
	}

}
