package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A path within a value, built from its end. A long one is cut in the middle.
 */
final class Path {

	private static final int MAX_SEGMENTS = 16;

	private final List<String> tail = new ArrayList<>();

	private final Deque<String> head = new ArrayDeque<>();

	private int omitted;

	void prepend(String segment) {
		if (this.tail.size() < MAX_SEGMENTS / 2) {
			this.tail.add(0, segment);
			return;
		}
		this.head.addFirst(segment);
		if (this.head.size() > MAX_SEGMENTS / 2) {
			this.head.removeLast();
			this.omitted++;
		}
	}

	@Override
	public String toString() {
		String gap = (this.omitted > 0) ? " (" + this.omitted + " more) " : "";
		return "value" + String.join("", this.head) + gap + String.join("", this.tail);
	}

}
