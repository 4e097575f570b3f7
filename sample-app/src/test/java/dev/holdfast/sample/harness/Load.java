package dev.holdfast.sample.harness;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that send one request after the other until they are told to stop. They follow
 * redirects that keep the method, and never repeat a request otherwise.
 */
public final class Load {

	private static final int MAX_REDIRECTS = 10;

	// Leaves some of the machine to the application under test
	private static final Duration PAUSE = Duration.ofMillis(2);

	private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

	private final int port;

	private final LoadTally tally = new LoadTally();

	private final List<Thread> clients = new ArrayList<>();

	private volatile boolean stopped;

	private Load(int port) {
		this.port = port;
	}

	/**
	 * Prepare load without any client yet.
	 * @param port port of the server
	 * @return the load
	 */
	public static Load on(int port) {
		return new Load(port);
	}

	/**
	 * Add clients, one half of which keep their connection and the other half use a new
	 * one for each request.
	 * @param number how many
	 * @param request what they send
	 * @return this load
	 */
	public Load clients(int number, RawRequest request) {
		for (int i = 0; i < number; i++) {
			boolean keepAlive = i % 2 == 0;
			Thread client = new Thread(() -> run(request, keepAlive),
					"load-" + this.clients.size() + " " + request + (keepAlive ? " keep-alive" : ""));
			client.setDaemon(true);
			this.clients.add(client);
		}
		return this;
	}

	/**
	 * Let the clients begin.
	 * @return this load
	 */
	public Load start() {
		this.tally.start();
		this.clients.forEach(Thread::start);
		return this;
	}

	/**
	 * What has happened so far.
	 * @return the sums
	 */
	public LoadSummary soFar() {
		return this.tally.summary();
	}

	/**
	 * Let every client finish its current request, redirects included, and then stop.
	 * @return what has happened
	 */
	public LoadSummary stop() {
		this.stopped = true;
		long limit = System.nanoTime() + STOP_LIMIT.toNanos();
		try {
			for (Thread client : this.clients) {
				client.join(Math.max(1, Duration.ofNanos(limit - System.nanoTime()).toMillis()));
				if (client.isAlive()) {
					throw new AssertionError("Does not stop: " + client.getName() + ", " + this.tally.summary());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return this.tally.summary();
	}

	private void run(RawRequest request, boolean keepAlive) {
		try (RawHttp http = keepAlive ? RawHttp.keepAlive(this.port) : RawHttp.newConnections(this.port)) {
			while (!this.stopped) {
				long begun = System.nanoTime();
				try {
					exchange(http, request);
				}
				catch (RawHttpException ex) {
					this.tally.failed(ex);
				}
				this.tally.waited(System.nanoTime() - begun);
				LockSupport.parkNanos(PAUSE.toNanos());
			}
		}
	}

	private void exchange(RawHttp http, RawRequest request) {
		RawResponse response = http.exchange(request);
		this.tally.answered(request, response);
		for (int i = 0; i < MAX_REDIRECTS && response.status() == 307; i++) {
			URI location = URI.create(response.header("location").orElseThrow());
			String query = location.getRawQuery();
			response = http.exchange(request.to(location.getRawPath() + ((query != null) ? "?" + query : "")));
			this.tally.answered(request, response);
		}
		if (response.status() == 307) {
			this.tally.looped(request, response);
		}
	}

}
