package dev.holdfast.sample;

import java.time.Duration;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.PendingExchange;
import dev.holdfast.sample.harness.RawRequest;

/**
 * Sees in the log that the server has begun to handle a request. Needs
 * {@code logging.level.reactor.netty.http.server=debug}.
 */
final class HandledRequests {

	private static final Pattern HANDLED = Pattern.compile("Handler is being applied");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private HandledRequests() {
	}

	/**
	 * Send a request and wait until the server has it. No one else may send anything
	 * meanwhile.
	 * @param application the application
	 * @param request the request
	 * @return the exchange, to be closed
	 */
	static PendingExchange sendOne(ForkedApplication application, RawRequest request) {
		return sendOne(application, request, HANDLED);
	}

	/**
	 * Send a request and wait until the application has logged something of it. No one
	 * else may send anything meanwhile.
	 * @param application the application
	 * @param request the request
	 * @param sign what is logged
	 * @return the exchange, to be closed
	 */
	static PendingExchange sendOne(ForkedApplication application, RawRequest request, Pattern sign) {
		int before = application.countLog(sign);
		PendingExchange exchange = PendingExchange.send(application.port(), request);
		Awaitility.await(request + " has arrived")
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> application.countLog(sign) > before);
		return exchange;
	}

}
