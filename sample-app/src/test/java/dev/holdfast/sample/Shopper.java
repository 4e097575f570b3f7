package dev.holdfast.sample;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;

/**
 * Puts one item after the other into the cart until told to stop. What is refused is
 * tried again.
 */
final class Shopper {

	private static final int ITEMS = 200;

	private static final Duration PAUSE = Duration.ofMillis(20);

	private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

	private static final Pattern ITEM = Pattern.compile("\"name\":\"([\\w-]+)\",\"quantity\":(\\d+)");

	private final Map<String, Integer> acknowledged = new TreeMap<>();

	private final Map<Integer, Integer> refusals = new TreeMap<>();

	private final int port;

	private final Thread thread = new Thread(this::run, "shopper");

	private volatile RuntimeException failure;

	private volatile boolean stopped;

	private Shopper(int port) {
		this.port = port;
		this.thread.setDaemon(true);
	}

	static Shopper start(int port) {
		Shopper shopper = new Shopper(port);
		shopper.thread.start();
		return shopper;
	}

	/**
	 * Read a cart.
	 * @param cart the answer of the sample application
	 * @return the quantities by item
	 */
	static Map<String, Integer> quantities(RawResponse cart) {
		return ITEM.matcher(cart.text())
			.results()
			.collect(Collectors.toMap((item) -> item.group(1), (item) -> Integer.valueOf(item.group(2)), Integer::sum,
					TreeMap::new));
	}

	/**
	 * What must be in the cart.
	 * @return the quantities by item
	 */
	synchronized Map<String, Integer> acknowledged() {
		return new TreeMap<>(this.acknowledged);
	}

	void stop() throws InterruptedException {
		this.stopped = true;
		this.thread.join(STOP_LIMIT.toMillis());
		if (this.thread.isAlive() || this.failure != null) {
			throw new AssertionError("The shopper has not come to its end", this.failure);
		}
	}

	private void run() {
		try (RawHttp http = RawHttp.keepAlive(this.port)) {
			for (int i = 0; !this.stopped; i = (i + 1) % ITEMS) {
				String name = "item-" + i;
				String path = "/cart/" + name + "?wrapping=" + ((i % 2 == 0) ? "PLAIN" : "GIFT");
				int status = http.post(path).status();
				while (status != 200 && !this.stopped) {
					refused(status);
					LockSupport.parkNanos(PAUSE.toNanos());
					status = http.post(path).status();
				}
				if (status == 200) {
					acknowledged(name);
				}
				LockSupport.parkNanos(PAUSE.toNanos());
			}
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
	}

	@Override
	public synchronized String toString() {
		int sum = this.acknowledged.values().stream().mapToInt(Integer::intValue).sum();
		return sum + " items acknowledged, refusals by status " + this.refusals;
	}

	private synchronized void acknowledged(String name) {
		this.acknowledged.merge(name, 1, Integer::sum);
	}

	private synchronized void refused(int status) {
		this.refusals.merge(status, 1, Integer::sum);
	}

}
