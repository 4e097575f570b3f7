package dev.holdfast.server;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;

/**
 * Counts the exchanges that a connection carries at the moment, on all its streams.
 */
final class OpenExchanges {

	private static final AttributeKey<AtomicInteger> COUNT = AttributeKey.valueOf(OpenExchanges.class, "count");

	private OpenExchanges() {
	}

	static void begin(Channel channel) {
		countOf(connectionOf(channel)).incrementAndGet();
	}

	static void end(Channel channel) {
		countOf(connectionOf(channel)).decrementAndGet();
	}

	/**
	 * Return whether a connection carries no exchange, on none of its streams.
	 * @param connection the connection
	 * @return whether it is idle
	 */
	static boolean isIdle(Channel connection) {
		return countOf(connection).get() == 0;
	}

	private static Channel connectionOf(Channel channel) {
		Channel parent = channel.parent();
		return (parent == null || parent instanceof ServerChannel) ? channel : parent;
	}

	private static AtomicInteger countOf(Channel connection) {
		AtomicInteger open = connection.attr(COUNT).get();
		if (open != null) {
			return open;
		}
		AtomicInteger first = new AtomicInteger();
		AtomicInteger other = connection.attr(COUNT).setIfAbsent(first);
		return (other != null) ? other : first;
	}

}
