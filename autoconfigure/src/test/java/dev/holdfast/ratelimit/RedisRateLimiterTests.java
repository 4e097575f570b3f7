package dev.holdfast.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.redis.RedisFixture;
import dev.holdfast.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class RedisRateLimiterTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Duration WINDOW = Duration.ofMillis(1500);

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	@AutoClose
	private final RedisFixture one = new RedisFixture(server);

	@AutoClose
	private final RedisFixture other = new RedisFixture(server);

	@AfterEach
	void forget() {
		server.command("FLUSHALL");
	}

	private static RateLimiter limiter(RedisFixture node, String name, RateLimit rateLimit) {
		return RateLimiters.shared(node.access(), (any) -> true, Map.of()).define(name, rateLimit);
	}

	@Test
	void countsInFixedWindowsOfAllNodes() {
		RateLimiter limiter = limiter(this.one, "some", RateLimit.fixed(2, WINDOW));
		RateLimiter same = limiter(this.other, "some", RateLimit.fixed(2, WINDOW));
		RateLimitDecision first = limiter.check("ada");
		assertThat(first.allowed()).isTrue();
		assertThat(first.limit()).isEqualTo(2);
		assertThat(first.remaining()).isEqualTo(1);
		assertThat(first.count()).isEqualTo(1);
		assertThat(first.resetAfter()).isEqualTo(WINDOW);
		assertThat(first.resetTime()).isCloseTo(Instant.now().plus(WINDOW), within(Duration.ofSeconds(5)));
		assertThat(same.check("ada").remaining()).isZero();
		RateLimitDecision refused = limiter.check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.count()).isEqualTo(2);
		assertThat(refused.resetTime()).isEqualTo(first.resetTime());
		assertThat(refused.resetAfter()).isBetween(Duration.ofNanos(1), WINDOW);
		assertThat(same.check("grace").allowed()).isTrue();
		waitFor(refused.resetAfter());
		assertThat(same.check("ada").count()).isEqualTo(1);
	}

	@Test
	void countsInSlidingWindowsOfAllNodes() {
		RateLimiter limiter = limiter(this.one, "some", RateLimit.sliding(2, WINDOW));
		RateLimiter same = limiter(this.other, "some", RateLimit.sliding(2, WINDOW));
		limiter.check("ada");
		waitFor(WINDOW.dividedBy(2));
		assertThat(same.check("ada").remaining()).isZero();
		RateLimitDecision refused = limiter.check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.resetAfter()).isLessThanOrEqualTo(WINDOW.dividedBy(2));
		waitFor(refused.resetAfter());
		assertThat(limiter.check("ada").count()).isEqualTo(2);
		assertThat(limiter.check("ada").allowed()).isFalse();
	}

	@Test
	void neverLetsMoreThanTheLimitPassInASlidingWindow() {
		RateLimit rateLimit = RateLimit.sliding(100, Duration.ofMillis(150));
		RateLimiter limiter = limiter(this.one, "some", rateLimit);
		RateLimiter same = limiter(this.other, "some", rateLimit);
		Mono<List<Instant>> allowed = Flux.range(0, 3000)
			.flatMap((i) -> ((i % 2 == 0) ? limiter : same).checkMono("ada"), 16)
			.filter(RateLimitDecision::allowed)
			.map((decision) -> decision.resetTime().minus(decision.resetAfter()))
			.sort()
			.collectList();
		StepVerifier.create(allowed).assertNext((times) -> {
			assertThat(times).hasSizeGreaterThanOrEqualTo(100);
			for (int i = 100; i < times.size(); i++) {
				assertThat(Duration.between(times.get(i - 100), times.get(i)))
					.isGreaterThanOrEqualTo(rateLimit.window());
			}
		}).expectComplete().verify(LIMIT);
	}

	@Test
	void keepsLongSlidingWindowsShort() {
		RateLimit rateLimit = RateLimit.sliding(2500, Duration.ofMillis(800));
		RateLimiter limiter = limiter(this.one, "some", rateLimit);
		StepVerifier.create(Flux.range(0, 2500).flatMap((i) -> limiter.checkMono("ada"), 64).then())
			.expectComplete()
			.verify(LIMIT);
		waitFor(Duration.ofMillis(500));
		limiter.check("ada");
		waitFor(Duration.ofMillis(400));
		assertThat(limiter.check("ada").count()).isLessThan(2500);
		waitFor(rateLimit.window());
		assertThat(limiter.check("ada").count()).isEqualTo(1);
	}

	@Test
	void forgets() {
		RateLimiter limiter = limiter(this.one, "some", RateLimit.fixed(1, Duration.ofMinutes(1)));
		RateLimiter longer = limiter(this.one, "some.more", RateLimit.fixed(1, Duration.ofMinutes(1)));
		longer.check("ada");
		limiter.check("ada");
		limiter.check("grace");
		limiter.reset("ada");
		assertThat(limiter.check("ada").allowed()).isTrue();
		assertThat(limiter.check("grace").allowed()).isFalse();
		limiter.clear();
		assertThat(limiter.check("grace").allowed()).isTrue();
		assertThat(longer.check("ada").allowed()).isFalse();
	}

	@Test
	void beginsAnewWithAnotherAlgorithmOnly() {
		limiter(this.one, "some", RateLimit.fixed(5, Duration.ofMinutes(1))).check("ada");
		assertThat(limiter(this.one, "some", RateLimit.fixed(7, Duration.ofMinutes(1))).check("ada").count())
			.isEqualTo(2);
		assertThat(limiter(this.one, "some", RateLimit.sliding(7, Duration.ofMinutes(1))).check("ada").count())
			.isEqualTo(1);
	}

	@Test
	void tellsWhenEnoughHaveLeftUnderALoweredLimit() {
		RateLimiter limiter = limiter(this.one, "some", RateLimit.sliding(3, Duration.ofMinutes(1)));
		limiter.check("ada");
		waitFor(Duration.ofMillis(400));
		limiter.check("ada");
		Instant third = Instant.now();
		limiter.check("ada");
		RateLimitDecision refused = limiter(this.one, "some", RateLimit.sliding(1, Duration.ofMinutes(1))).check("ada");
		assertThat(refused.allowed()).isFalse();
		assertThat(refused.resetTime()).isAfterOrEqualTo(third.plusSeconds(60).minusMillis(50));
	}

	@Test
	void refusesToWaitOnAnEventLoop() {
		RateLimiter limiter = limiter(this.one, "some", RateLimit.fixed(5, WINDOW));
		StepVerifier.create(Mono.fromCallable(() -> limiter.check("ada")).subscribeOn(Schedulers.parallel()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("must not wait. Use checkMono"))
			.verify(LIMIT);
	}

	@Test
	void allowsOrRefusesEverythingWhileItCannotCount() {
		RedisServer server = RedisServer.start();
		RateLimit rateLimit = RateLimit.fixed(1, Duration.ofMinutes(1));
		try (server; RedisFixture node = new RedisFixture(server.port(), Duration.ofMillis(300))) {
			RateLimiters limiters = RateLimiters.shared(node.access(), "open"::equals, Map.of());
			RateLimiter open = limiters.define("open", rateLimit);
			RateLimiter closed = limiters.define("closed", rateLimit);
			assertThat(open.check("ada").count()).isEqualTo(1);
			server.silent(true);
			for (int i = 0; i < 5; i++) {
				assertThat(open.check("ada").allowed()).isTrue();
				RateLimitDecision refused = closed.check("ada");
				assertThat(refused.allowed()).isFalse();
				assertThat(refused.resetAfter()).isEqualTo(Duration.ofSeconds(1));
			}
			server.silent(false);
			waitFor(Duration.ofMillis(250));
			open.check("ada");
			assertThat(open.check("ada").allowed()).isFalse();
			assertThat(closed.check("grace").allowed()).isTrue();
		}
	}

	private static void waitFor(Duration duration) {
		StepVerifier.create(Mono.delay(duration.plusMillis(2))).expectNextCount(1).expectComplete().verify(LIMIT);
	}

}
