package dev.holdfast.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class SpringCacheTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final RestartCaches caches = new TestTime().caches(null, CacheSettings.DEFAULT);

	private final Cache cache = new RestartCacheManager(this.caches).getCache("stock");

	@Test
	void cancelsWhatNobodyWaitsFor() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Mono<Object> value = Mono.fromFuture(() -> this.cache.retrieve("apple",
				() -> Mono.never().doOnCancel(() -> cancelled.set(true)).toFuture()));
		StepVerifier.create(value).expectSubscription().thenCancel().verify(LIMIT);
		assertThat(cancelled).isTrue();
		assertThat(this.cache.retrieve("apple", () -> CompletableFuture.completedFuture(1))).succeedsWithin(LIMIT)
			.isEqualTo(1);
	}

	@Test
	void cancelsNothingWhileSomebodyWaits() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> first = this.cache.retrieve("apple", () -> source);
		CompletableFuture<Object> second = this.cache.retrieve("apple", () -> source);
		first.cancel(true);
		source.complete(5);
		assertThat(second).succeedsWithin(LIMIT).isEqualTo(5);
	}

	@Test
	void keepsNullThatIsComputed() {
		assertThat(this.cache.retrieve("apple", () -> CompletableFuture.completedFuture(null))).succeedsWithin(LIMIT)
			.isNull();
		assertThat(this.cache.get("apple")).isNotNull().extracting(Cache.ValueWrapper::get).isNull();
	}

	@Test
	void tellsFailures() {
		IllegalStateException failure = new IllegalStateException("none");
		assertThat(this.cache.retrieve("apple", () -> CompletableFuture.failedFuture(failure))).failsWithin(LIMIT)
			.withThrowableThat()
			.withCause(failure);
	}

	@Test
	void isTheCacheOfThatName() {
		this.cache.put("apple", 3);
		assertThat(this.caches.define("stock").get("apple")).isEqualTo(3);
		assertThat(this.cache.invalidate()).isTrue();
		assertThat(this.cache.invalidate()).isFalse();
	}

}
