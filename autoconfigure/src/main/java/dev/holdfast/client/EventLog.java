package dev.holdfast.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.text.JsonText;

/**
 * The last events, which all clients read from, each at its own place. Bounded in number
 * and size.
 * <p>
 * Thread-safe: all is under the monitor of this object, for the time it takes to copy
 * some references.
 */
final class EventLog {

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final String instance;

	private final int maxEvents;

	private final int maxBytes;

	private long last;

	private int bytes;

	/**
	 * Create a log.
	 * @param instance distinguishes the events of this JVM from those of others
	 * @param maxEvents how many events are kept at most
	 * @param maxBytes how many bytes they may have together, unless it is one alone
	 */
	EventLog(String instance, int maxEvents, int maxBytes) {
		this.instance = instance;
		this.maxEvents = maxEvents;
		this.maxBytes = maxBytes;
	}

	void append(ClientEvent event) {
		// What takes time is done before others have to wait for it
		append(text(event));
	}

	private synchronized void append(String text) {
		Entry entry = new Entry(this.last + 1, frame(this.last + 1, text));
		this.last = entry.number();
		this.entries.addLast(entry);
		this.bytes += entry.frame().length();
		while (this.entries.size() > this.maxEvents || (this.bytes > this.maxBytes && this.entries.size() > 1)) {
			this.bytes -= this.entries.removeFirst().frame().length();
		}
	}

	/**
	 * Write an event as it goes over the wire.
	 * @param position the position of the event
	 * @param event the event
	 * @return its bytes
	 */
	Frame frame(long position, ClientEvent event) {
		return frame(position, text(event));
	}

	private Frame frame(long position, String text) {
		return new Frame("id: " + this.instance + "-" + position + "\n" + text);
	}

	private static String text(ClientEvent event) {
		return "event: " + event.name() + "\ndata: " + JsonText.of(event.data()) + "\n\n";
	}

	synchronized long position() {
		return this.last;
	}

	/**
	 * Find the position of the last event that a client knows.
	 * @param id the id of that event, from anybody
	 * @return its position, or {@code null} if this log does not know it
	 */
	synchronized @Nullable Long position(String id) {
		String prefix = this.instance + "-";
		String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
		if (!digits.matches("[0-9]{1,18}")) {
			return null;
		}
		long position = Long.parseLong(digits);
		return (position <= this.last && isComplete(position)) ? position : null;
	}

	/**
	 * Return what came after a position.
	 * @param position the position
	 * @return the events, or {@code null} if some of them are not kept any more
	 */
	synchronized @Nullable List<Frame> after(long position) {
		if (!isComplete(position)) {
			return null;
		}
		List<Frame> frames = new ArrayList<>();
		for (Entry entry : this.entries) {
			if (entry.number() > position) {
				frames.add(entry.frame());
			}
		}
		return frames;
	}

	private boolean isComplete(long position) {
		return this.entries.isEmpty() || position >= this.entries.getFirst().number() - 1;
	}

	private record Entry(long number, Frame frame) {

	}

	/**
	 * What is written to all who read it, and by nobody.
	 */
	static final class Frame {

		private final byte[] bytes;

		Frame(String text) {
			this.bytes = text.getBytes(StandardCharsets.UTF_8);
		}

		int length() {
			return this.bytes.length;
		}

		byte[] bytes() {
			return this.bytes;
		}

	}

}
