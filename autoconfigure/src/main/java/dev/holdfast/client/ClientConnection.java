package dev.holdfast.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.holdfast.client.ClientEvents.Tick;

/**
 * The place of one client in the log. Used by one thread at a time.
 */
final class ClientConnection {

	private static final byte[] RETRY = "retry: 1000\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

	private final EventLog log;

	private final Function<Boolean, ClientEvent> hello;

	private final @Nullable String lastEventId;

	private boolean greeted;

	private long position;

	ClientConnection(EventLog log, Function<Boolean, ClientEvent> hello, @Nullable String lastEventId) {
		this.log = log;
		this.hello = hello;
		this.lastEventId = lastEventId;
	}

	/**
	 * Return what the client has to be told now.
	 * @param tick why it is asked for
	 * @return what to write, in order
	 */
	List<byte[]> next(Tick tick) {
		List<byte[]> parts = new ArrayList<>();
		if (!this.greeted) {
			this.greeted = true;
			parts.add(RETRY);
			Long known = (this.lastEventId != null) ? this.log.position(this.lastEventId) : null;
			greet((known != null) ? known : this.log.position(), this.lastEventId == null || known != null, parts);
		}
		List<EventLog.Frame> missed = this.log.after(this.position);
		if (missed == null) {
			greet(this.log.position(), false, parts);
		}
		else {
			missed.forEach((frame) -> parts.add(frame.bytes()));
			this.position += missed.size();
		}
		if (parts.isEmpty() && tick == Tick.BEAT) {
			parts.add(BEAT);
		}
		return parts;
	}

	// What has happened after the position is told again, and changes nothing
	private void greet(long position, boolean complete, List<byte[]> parts) {
		this.position = position;
		parts.add(this.log.frame(position, this.hello.apply(complete)).bytes());
	}

}
