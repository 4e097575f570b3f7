package dev.holdfast.ratelimit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.storage.StateStorageException;

/**
 * A limiter whose windows are in Redis. Has no state of its own but whether a failure was
 * reported; the scripts are what makes counts exact.
 */
final class RedisRateLimiter implements RateLimiter {

	private static final Log logger = LogFactory.getLog(RedisRateLimiter.class);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final String name;

	private final RateLimit rateLimit;

	private final RedisAccess redis;

	private final boolean failOpen;

	private final List<byte[]> arguments;

	private final AtomicBoolean failed = new AtomicBoolean();

	RedisRateLimiter(String name, RateLimit rateLimit, RedisAccess redis, boolean failOpen) {
		this.name = name;
		this.rateLimit = rateLimit;
		this.redis = redis;
		this.failOpen = failOpen;
		long micros = rateLimit.window().plusNanos(999).toNanos() / 1000;
		this.arguments = List.of(bytes(String.valueOf(rateLimit.limit())), bytes(String.valueOf(micros)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public RateLimit rateLimit() {
		return this.rateLimit;
	}

	@Override
	public RateLimitDecision check(String identifier) {
		RateLimitDecision decision = this.redis.await(checkMono(identifier), "checkMono");
		Assert.state(decision != null, "There is always a decision");
		return decision;
	}

	@Override
	public Mono<RateLimitDecision> checkMono(String identifier) {
		byte[] key = key(identifier);
		return this.redis.run(RedisWindows.of(this.rateLimit.algorithm()), List.of(key), this.arguments)
			.map(this::decision)
			.onErrorResume((failure) -> Mono.just(withoutRedis(failure)));
	}

	private RateLimitDecision decision(byte[] result) {
		String[] parts = new String(result, StandardCharsets.US_ASCII).split(" ");
		this.failed.set(false);
		int limit = this.rateLimit.limit();
		int count = Integer.parseInt(parts[1]);
		return new RateLimitDecision(parts[0].equals("1"), limit, Math.max(0, limit - count), count,
				Instant.EPOCH.plus(Long.parseLong(parts[3]), ChronoUnit.MICROS),
				Duration.of(Long.parseLong(parts[2]), ChronoUnit.MICROS));
	}

	private RateLimitDecision withoutRedis(Throwable failure) {
		if (this.failed.compareAndSet(false, true)) {
			String problem = (failure instanceof StateStorageException unavailable) ? unavailable.getProblem()
					: String.valueOf(failure);
			logger.warn("Rate limiter '%s' cannot count and %s: %s".formatted(this.name,
					this.failOpen ? "allows everything" : "refuses everything", problem));
		}
		int limit = this.rateLimit.limit();
		Duration reset = this.failOpen ? Duration.ZERO : RETRY;
		return new RateLimitDecision(this.failOpen, limit, this.failOpen ? limit : 0, 0, Instant.now().plus(reset),
				reset);
	}

	@Override
	public void reset(String identifier) {
		this.redis.await(resetMono(identifier), "resetMono");
	}

	@Override
	public Mono<Void> resetMono(String identifier) {
		return this.redis.remove(key(identifier)).then();
	}

	private byte[] key(String identifier) {
		Assert.notNull(identifier, "'identifier' must not be null");
		return bytes(prefix() + Identifiers.bounded(identifier));
	}

	// With another algorithm counts begin anew
	private String prefix() {
		return this.redis.key("limit", this.name, this.rateLimit.algorithm().name().toLowerCase(Locale.ROOT), "");
	}

	@Override
	public void clear() {
		this.redis.await(clearMono(), "clearMono");
	}

	@Override
	public Mono<Void> clearMono() {
		return this.redis.removeAll(prefix());
	}

	@Override
	public String toString() {
		return "rate limiter '" + this.name + "' with " + this.rateLimit + " in " + this.redis.describe();
	}

}
