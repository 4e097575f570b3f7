package dev.holdfast.ratelimit;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.Assert;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets requests pass as far as a limiter does, and tells clients about it by the headers
 * {@code RateLimit-Policy} and {@code RateLimit} as in
 * {@code draft-ietf-httpapi-ratelimit-headers-11}.
 *
 * @since 0.1.0
 */
public final class RateLimitGate {

	private static final String UNKNOWN = "-";

	private final RateLimiter limiter;

	private final RateLimitKeyResolver resolver;

	/**
	 * Create a gate.
	 * @param limiter the limiter
	 * @param resolver tells whom a request counts for
	 */
	public RateLimitGate(RateLimiter limiter, RateLimitKeyResolver resolver) {
		Assert.notNull(limiter, "'limiter' must not be null");
		Assert.notNull(resolver, "'resolver' must not be null");
		this.limiter = limiter;
		this.resolver = resolver;
	}

	/**
	 * Count a request, and set the headers of its answer. If it is not allowed, the
	 * status of the answer is 429; the caller completes it.
	 * @param exchange the request
	 * @return whether it is allowed
	 */
	public Mono<Boolean> admit(ServerWebExchange exchange) {
		Mono<String> identifier = this.resolver.resolve(exchange).defaultIfEmpty(UNKNOWN);
		return identifier.flatMap(this.limiter::checkMono).map((decision) -> {
			tell(exchange.getResponse(), decision);
			return decision.allowed();
		});
	}

	private void tell(ServerHttpResponse response, RateLimitDecision decision) {
		HttpHeaders headers = response.getHeaders();
		long seconds = seconds(decision.resetAfter());
		headers.add("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(this.limiter.name(), decision.limit(),
				seconds(this.limiter.rateLimit().window())));
		headers.add("RateLimit", "\"%s\";r=%d;t=%d".formatted(this.limiter.name(), decision.remaining(), seconds));
		if (!decision.allowed()) {
			response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		}
	}

	// Rounded up: who comes back then is not too early
	private static long seconds(Duration duration) {
		return Math.max(1, duration.plusNanos(999_999_999).getSeconds());
	}

}
