package dev.holdfast.state.migration;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Names the parts of containers in paths.
 */
final class Containers {

	private Containers() {
	}

	/**
	 * Name a part.
	 * @param type the class of the container
	 * @param node its node
	 * @param offset the index of the part that is the first element
	 * @param part the index of the part
	 * @return the segment of a path
	 */
	static String segment(Class<?> type, Node node, int offset, int part) {
		int element = part - offset;
		if (element < 0) {
			return ".<trait " + part + ">";
		}
		if (type == Optional.class || type == AtomicReference.class) {
			return ".get()";
		}
		if (!Map.class.isAssignableFrom(type)) {
			return "[" + element + "]";
		}
		String key = describe(node.content[part - element % 2], element / 2);
		return (element % 2 == 0) ? "[key " + key + "]" : "[" + key + "]";
	}

	private static String describe(@Nullable Object key, int index) {
		if (key == null || key instanceof CharSequence || key instanceof Number || key instanceof Boolean) {
			return String.valueOf(key);
		}
		return (key instanceof Node node && node.recipe instanceof Recipe.Constant constant) ? constant.constant()
				: "#" + index;
	}

}
