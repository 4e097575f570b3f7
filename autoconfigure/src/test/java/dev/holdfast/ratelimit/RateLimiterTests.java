package dev.holdfast.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.RestartedState;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RateLimiterTests {

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

	private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));

	private final RestartState state = RestartState.create();

	private final RateLimiters limiters = limiters(this.state);

	private RateLimiters limiters(RestartState state) {
		return new DefaultRateLimiters(state, 1000, Map.of(), this.time::get, this.clock::get);
	}

	@Test
	void countsInFixedWindows() {
		RateLimiter limiter = this.limiters.define("fixed", RateLimit.fixed(2, WINDOW));
		RateLimitDecision first = limiter.check("ada");
		assertThat(first.allowed()).isTrue();
		assertThat(first.limit()).isEqualTo(2);
		assertThat(first.remaining()).isEqualTo(1);
		assertThat(first.count()).isEqualTo(1);
		assertThat(first.resetAfter()).isEqualTo(WINDOW);
		assertThat(first.resetTime()).isEqualTo("2026-01-02T03:04:15Z");
		pass(9);
		assertThat(limiter.check("ada").allowed()).isTrue();
		RateLimitDecision refused = limiter.check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.count()).isEqualTo(2);
		assertThat(refused.resetAfter()).isEqualTo(Duration.ofSeconds(1));
		assertThat(refused.resetTime()).isEqualTo("2026-01-02T03:04:15Z");
		assertThat(limiter.check("grace").allowed()).isTrue();
		pass(1);
		assertThat(limiter.check("ada").count()).isEqualTo(1);
	}

	@Test
	void countsInSlidingWindows() {
		RateLimiter limiter = this.limiters.define("sliding", RateLimit.sliding(2, WINDOW));
		limiter.check("ada");
		pass(4);
		assertThat(limiter.check("ada").remaining()).isZero();
		pass(1);
		RateLimitDecision refused = limiter.check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.resetAfter()).isEqualTo(Duration.ofSeconds(5));
		pass(5);
		assertThat(limiter.check("ada").count()).isEqualTo(2);
		assertThat(limiter.check("ada").resetAfter()).isEqualTo(Duration.ofSeconds(4));
		pass(4);
		assertThat(limiter.check("ada").allowed()).isTrue();
		assertThat(limiter.check("ada").allowed()).isFalse();
	}

	@Test
	void tellsWhenThereAreMoreByTheClockAsItIsNow() {
		RateLimiter limiter = this.limiters.define("fixed", RateLimit.fixed(2, WINDOW));
		limiter.check("ada");
		pass(3);
		limiter.check("ada");
		this.clock.set(Instant.parse("2026-02-03T04:00:00Z"));
		pass(1);
		assertThat(limiter.check("ada").resetTime()).isEqualTo("2026-02-03T04:00:07Z");
	}

	@Test
	void tellsWhenThereAreMoreAfterTheLimitOfASlidingWindowWasLowered() {
		RateLimiter former = this.limiters.define("sliding", RateLimit.sliding(20, WINDOW.multipliedBy(10)));
		for (int i = 0; i < 20; i++) {
			former.check("ada");
			pass(1);
		}
		RateLimiter limiter = limiters(this.state).define("sliding", RateLimit.sliding(3, WINDOW.multipliedBy(10)));
		RateLimitDecision refused = limiter.check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.resetAfter()).isEqualTo(Duration.ofSeconds(97));
		pass(96);
		assertThat(limiter.check("ada").allowed()).isFalse();
		pass(1);
		assertThat(limiter.check("ada").allowed()).isTrue();
	}

	@Test
	void neverLetsMoreThanTheLimitPassInASlidingWindow() {
		RateLimiter limiter = this.limiters.define("sliding", RateLimit.sliding(13, WINDOW));
		long[] allowed = new long[100_000];
		int count = 0;
		for (int i = 0; i < 100_000; i++) {
			this.time.addAndGet((i * 7919L) % 700_000_000L);
			if (limiter.check("ada").allowed()) {
				allowed[count++] = this.time.get();
			}
		}
		assertThat(count).isGreaterThan(10_000);
		for (int i = 13; i < count; i++) {
			assertThat(allowed[i] - allowed[i - 13]).isGreaterThanOrEqualTo(WINDOW.toNanos());
		}
	}

	@Test
	void isExactForManyThreads() throws InterruptedException {
		for (RateLimit limit : new RateLimit[] { RateLimit.fixed(5000, WINDOW), RateLimit.sliding(5000, WINDOW) }) {
			RateLimiter limiter = this.limiters.define(limit.algorithm().name(), limit);
			AtomicInteger allowed = new AtomicInteger();
			CountDownLatch done = new CountDownLatch(8);
			for (int i = 0; i < 8; i++) {
				new Thread(() -> {
					for (int check = 0; check < 1000; check++) {
						if (limiter.check("ada").allowed()) {
							allowed.incrementAndGet();
						}
					}
					done.countDown();
				}).start();
			}
			done.await();
			assertThat(allowed).hasValue(5000);
		}
	}

	@Test
	void forgets() {
		RateLimiter limiter = this.limiters.define("once", RateLimit.fixed(1, WINDOW));
		limiter.check("ada");
		limiter.check("grace");
		limiter.reset("ada");
		assertThat(limiter.check("ada").allowed()).isTrue();
		assertThat(limiter.check("grace").allowed()).isFalse();
		limiter.clear();
		assertThat(limiter.check("grace").allowed()).isTrue();
	}

	@Test
	void forgetsWhatIsDiscarded() {
		RateLimiter limiter = this.limiters.define("once", RateLimit.fixed(1, WINDOW));
		limiter.check("ada");
		this.state.discard("holdfast.rate-limit.once");
		assertThat(limiter.check("ada").allowed()).isTrue();
		assertThat(limiter.check("ada").allowed()).isFalse();
	}

	@Test
	void keepsLongIdentifiersAsHashes() {
		RateLimiter limiter = this.limiters.define("once", RateLimit.fixed(1, WINDOW));
		String identifier = "x".repeat(10_000);
		assertThat(Identifiers.bounded(identifier)).hasSizeBetween(65, 100);
		assertThat(limiter.check(identifier).allowed()).isTrue();
		assertThat(limiter.check(identifier).allowed()).isFalse();
		assertThat(limiter.check(identifier + "y").allowed()).isTrue();
		limiter.reset(identifier);
		assertThat(limiter.check(identifier).allowed()).isTrue();
	}

	@Test
	void countsOverRestarts() {
		RestartedState restarted = new RestartedState();
		for (int restart = 1; restart <= 20; restart++) {
			RateLimiter fixed = surviving(restarted).define("fixed", RateLimit.fixed(20, WINDOW));
			RateLimiter sliding = surviving(restarted).define("sliding", RateLimit.sliding(20, WINDOW));
			assertThat(fixed.check("ada").count()).isEqualTo(restart);
			restarted.restart();
			assertThat(sliding.check("ada").count()).as("from a retired request").isEqualTo(restart);
		}
		assertThat(surviving(restarted).define("fixed", RateLimit.fixed(20, WINDOW)).check("ada").allowed()).isFalse();
		assertThat(surviving(restarted).define("fixed", RateLimit.fixed(25, WINDOW)).check("ada").count())
			.isEqualTo(21);
		assertThat(surviving(restarted).define("fixed", RateLimit.sliding(3, WINDOW)).check("ada").count())
			.isEqualTo(1);
	}

	private RateLimiters surviving(RestartedState restarted) {
		return limiters(restarted.state());
	}

	private void pass(long seconds) {
		this.time.addAndGet(Duration.ofSeconds(seconds).toNanos());
		this.clock.updateAndGet((now) -> now.plusSeconds(seconds));
	}

}
