package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * Compares two graphs of objects of different generations: structure, order and what is
 * shared.
 */
final class Isomorphism {

	private final Map<Object, Object> partners = new IdentityHashMap<>();

	private final Map<Object, Object> reverse = new IdentityHashMap<>();

	private final Deque<Pair> pending = new ArrayDeque<>();

	private Isomorphism() {
	}

	static void verify(Object expected, Object actual) {
		Isomorphism isomorphism = new Isomorphism();
		isomorphism.pending.push(new Pair("value", expected, actual));
		while (!isomorphism.pending.isEmpty()) {
			isomorphism.compare(isomorphism.pending.pop());
		}
	}

	private void compare(Pair pair) {
		String expected = ObjectWalk.label(pair.expected);
		String actual = ObjectWalk.label(pair.actual);
		if (!expected.equals(actual)) {
			throw new AssertionError("At " + pair.path + ": expected <" + expected + "> but was <" + actual + ">");
		}
		if (pair.expected == null || isSeen(pair)) {
			return;
		}
		List<Object> expectedChildren = ObjectWalk.children(pair.expected);
		List<Object> actualChildren = ObjectWalk.children(pair.actual);
		if (expectedChildren.size() != actualChildren.size()) {
			throw new AssertionError("At " + pair.path + ": expected " + expectedChildren.size() + " but there are "
					+ actualChildren.size());
		}
		for (int i = 0; i < expectedChildren.size(); i++) {
			String path = (pair.path.length() < 200) ? pair.path + "/" + i : pair.path;
			this.pending.push(new Pair(path, expectedChildren.get(i), actualChildren.get(i)));
		}
	}

	private boolean isSeen(Pair pair) {
		if (!ObjectWalk.hasIdentity(pair.expected)) {
			return false;
		}
		Object partner = this.partners.putIfAbsent(pair.expected, pair.actual);
		Object reverse = this.reverse.putIfAbsent(pair.actual, pair.expected);
		if (partner == null && reverse == null) {
			return false;
		}
		if (partner != pair.actual || reverse != pair.expected) {
			throw new AssertionError("At " + pair.path + ": what is shared differs, "
					+ ((partner != null) ? "two copies of one " : "one copy of two ")
					+ ObjectWalk.label(pair.expected));
		}
		return true;
	}

	/**
	 * Verify that a value holds objects of one generation only.
	 * @param loader the class loader of the generation
	 * @param value the value
	 */
	static void verifyGeneration(ClassLoader loader, Object value) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> pending = new ArrayDeque<>(List.of(value));
		while (!pending.isEmpty()) {
			Object object = pending.pop();
			if (object != null && seen.add(object)) {
				Class<?> type = (object instanceof Class<?> literal) ? literal : object.getClass();
				if (type.getClassLoader() instanceof RestartClassLoader owner && owner != loader) {
					throw new AssertionError("Reaches " + type.getName() + " of another generation");
				}
				ObjectWalk.children(object).stream().filter((child) -> child != null).forEach(pending::push);
			}
		}
	}

	private record Pair(String path, Object expected, Object actual) {
	}

}
