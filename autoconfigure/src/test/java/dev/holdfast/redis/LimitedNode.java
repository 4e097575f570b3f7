package dev.holdfast.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDecision;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;

/**
 * Asks a limiter that all nodes share as often as it can, and tells when it was allowed,
 * in microseconds by the clock of Redis.
 */
public final class LimitedNode {

	private LimitedNode() {
	}

	/**
	 * Run a node.
	 * @param arguments the port of the server, the limit, the window and how long to go
	 * on, both in milliseconds
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		RedisFixture node = new RedisFixture(Integer.parseInt(arguments[0]), Duration.ofSeconds(1));
		RateLimiter limiter = RateLimiters.shared(node.access(), (name) -> false, Map.of())
			.define("shared",
					RateLimit.sliding(Integer.parseInt(arguments[1]), Duration.ofMillis(Long.parseLong(arguments[2]))));
		limiter.check("grace");
		ForkedNode.awaitBegin();
		Instant end = Instant.now().plusMillis(Long.parseLong(arguments[3]));
		StringBuilder times = new StringBuilder();
		while (Instant.now().isBefore(end)) {
			RateLimitDecision decision = limiter.check("ada");
			if (decision.allowed()) {
				times.append(' ')
					.append(ChronoUnit.MICROS.between(Instant.EPOCH,
							decision.resetTime().minus(decision.resetAfter())));
			}
		}
		System.out.println(ForkedNode.RESULT + times.toString().trim());
		System.exit(0);
	}

}
