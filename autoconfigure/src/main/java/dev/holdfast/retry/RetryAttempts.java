package dev.holdfast.retry;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.Assert;

/**
 * Counts how often clients have been sent back for stale-looking errors of a generation
 * that is live, so that nobody is sent back for ever. Survives restarts.
 * <p>
 * A client is known by its address and what it says of itself, since nothing may be added
 * to its requests. It may send many at once. So what is kept is when it was sent back for
 * the first time, the second and so on, and a request is as many attempts old as there
 * are such times before its arrival. Many requests that fail together are one attempt,
 * and who comes back is always one attempt further, whatever others do.
 * <p>
 * Thread-safe: one lock, held for a look-up. Bounded: the entry that was used longest ago
 * makes way.
 */
final class RetryAttempts {

	private static final long[] NONE = {};

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Key, long[]> entries = new LinkedHashMap<>(16, 0.75f, true);

	private final int capacity;

	private final long window;

	private final LongSupplier clock;

	RetryAttempts(int capacity, Duration window, LongSupplier clock) {
		Assert.isTrue(capacity > 0, "'capacity' must be positive");
		this.capacity = capacity;
		this.window = window.toNanos();
		this.clock = clock;
	}

	/**
	 * Return which attempt a request is: the first, or one after the client has been sent
	 * back so many times.
	 * @param generation the generation that handled the request
	 * @param request the request that failed
	 * @param arrived when it arrived, by the clock
	 * @return the number of the attempt, counted from 1
	 */
	int next(int generation, ServerHttpRequest request, long arrived) {
		Key key = Key.of(generation, request);
		this.lock.lock();
		try {
			long[] releases = this.entries.get(key);
			if (releases == null || arrived - releases[releases.length - 1] > this.window) {
				this.entries.remove(key);
				return 1;
			}
			int attempt = 1;
			for (long release : releases) {
				attempt += (arrived - release >= 0) ? 1 : 0;
			}
			return attempt;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Remember that a client is sent back now.
	 * @param generation the generation that handled the request
	 * @param request the request that failed
	 * @param attempt the number of the attempt that this was
	 */
	void released(int generation, ServerHttpRequest request, int attempt) {
		Key key = Key.of(generation, request);
		this.lock.lock();
		try {
			long[] releases = this.entries.getOrDefault(key, NONE);
			// Others of the same attempt change nothing, nor do those of long ago
			if (attempt > releases.length) {
				put(key, releases);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void put(Key key, long[] releases) {
		long[] more = Arrays.copyOf(releases, releases.length + 1);
		more[releases.length] = this.clock.getAsLong();
		this.entries.put(key, more);
		if (this.entries.size() > this.capacity) {
			this.entries.remove(this.entries.keySet().iterator().next());
		}
	}

	long now() {
		return this.clock.getAsLong();
	}

	int size() {
		this.lock.lock();
		try {
			return this.entries.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What a client tried.
	 *
	 * @param generation the generation that handles it
	 * @param client the client
	 * @param method the method
	 * @param path the path
	 */
	private record Key(int generation, int client, String method, String path) {

		private static final int MAX_PATH = 512;

		static Key of(int generation, ServerHttpRequest request) {
			var address = request.getRemoteAddress();
			// Addresses of forwarded headers are not resolved, and this resolves none
			String host = (address != null) ? address.getHostString() : "";
			String agent = String.valueOf(request.getHeaders().getFirst("User-Agent"));
			String path = request.getPath().value();
			return new Key(generation, (host + '\n' + agent).hashCode(), request.getMethod().name(),
					path.substring(0, Math.min(MAX_PATH, path.length())));
		}

	}

}
