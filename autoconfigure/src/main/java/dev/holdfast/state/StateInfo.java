package dev.holdfast.state;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What there is to tell of one piece of state, without its value, which may be secret.
 *
 * @param key the name of the state
 * @param type the type that it was defined with, or {@code null} while no code of the
 * running generation has asked for it
 * @param size the number of its elements, or {@code null} if it is no collection, map or
 * array of the JDK
 * @param history the number of values that are remembered
 * @param changed when it was changed last, or {@code null} if no values are remembered
 * @since 0.1.0
 */
public record StateInfo(String key, @Nullable String type, @Nullable Integer size, int history,
		@Nullable Instant changed) {

	static StateInfo of(String key) {
		return new StateInfo(key, null, null, 0, null);
	}

	static StateInfo of(DefaultStateCell<?> cell) {
		List<? extends StateChange<?>> history = cell.history();
		Object content = cell.content();
		return new StateInfo(cell.key(), ClassUtils.getQualifiedName(cell.use().definition().rawType()),
				(content instanceof CellMarker) ? null : sizeOf(content), history.size(),
				history.isEmpty() ? null : history.get(history.size() - 1).time());
	}

	private static @Nullable Integer sizeOf(Object content) {
		if (content.getClass().isArray()) {
			return Array.getLength(content);
		}
		// Others may do anything in order to tell
		if (content.getClass().getClassLoader() != null) {
			return null;
		}
		if (content instanceof Collection<?> collection) {
			return collection.size();
		}
		return (content instanceof Map<?, ?> map) ? map.size() : null;
	}

}
