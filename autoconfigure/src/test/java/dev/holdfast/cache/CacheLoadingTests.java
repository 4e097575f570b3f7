package dev.holdfast.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CacheLoadingTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final RestartCache<String, Integer> cache = new TestTime().caches(null, CacheSettings.DEFAULT)
		.define("stock");

	private final AtomicInteger loads = new AtomicInteger();

	private final ExecutorService executor = Executors.newFixedThreadPool(8);

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void computesOnceForManyThreads() throws Exception {
		CountDownLatch begin = new CountDownLatch(1);
		List<Future<Integer>> results = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			results.add(this.executor.submit(() -> {
				begin.await();
				int sum = 0;
				for (int key = 0; key < 1000; key++) {
					sum += this.cache.get("key" + key, (missing) -> this.loads.incrementAndGet() * 0 + 1);
				}
				return sum;
			}));
		}
		begin.countDown();
		for (Future<Integer> result : results) {
			assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
		}
		assertThat(this.loads).hasValue(1000);
	}

	@Test
	void computesOnceForManySubscribers() {
		Mono<Integer> value = this.cache.getMono("apple",
				(key) -> Mono.fromCallable(this.loads::incrementAndGet).delaySubscription(Duration.ofMillis(50)));
		StepVerifier.create(Flux.range(0, 100).flatMap((i) -> value.subscribeOn(Schedulers.parallel()), 100).distinct())
			.expectNext(1)
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.cache.get("apple")).isEqualTo(1);
	}

	@Test
	void waitsForAValueThatIsComputedReactively() throws Exception {
		Sinks.One<Integer> source = Sinks.one();
		CompletableFuture<Integer> first = this.cache.getMono("apple", (key) -> source.asMono()).toFuture();
		FutureTask<Integer> second = new FutureTask<>(() -> this.cache.get("apple", (key) -> 7));
		Thread waiting = new Thread(second, "waiting");
		waiting.start();
		Awaitility.await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.WAITING);
		assertThat(this.cache.get("apple")).isNull();
		assertThat(this.cache.size()).isZero();
		source.tryEmitValue(5);
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(5);
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(5);
	}

	@Test
	void doesNotKeepFailures(CapturedOutput output) {
		Mono<Integer> value = this.cache.getMono("apple", (key) -> Mono.defer(() -> (this.loads.incrementAndGet() == 1)
				? Mono.error(new IllegalStateException("first")) : Mono.just(3)));
		StepVerifier.create(value).expectErrorMessage("first").verify(LIMIT);
		StepVerifier.create(value).expectNext(3).expectComplete().verify(LIMIT);
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("pear", (key) -> {
			throw new IllegalStateException("pear");
		}));
		assertThat(this.cache.get("pear", (key) -> 4)).isEqualTo(4);
		StepVerifier.create(this.cache.getMono("plum", (key) -> {
			throw new IllegalStateException("plum");
		})).expectErrorMessage("plum").verify(LIMIT);
		assertThat(output).doesNotContain("Exception");
	}

	@Test
	void keepsNothingOfAnEmptyMono() {
		StepVerifier.create(this.cache.getMono("apple", (key) -> Mono.empty())).expectComplete().verify(LIMIT);
		assertThat(this.cache.get("apple", (key) -> 4)).isEqualTo(4);
	}

	@Test
	void goesOnWhileOneSubscriberStays() {
		Sinks.One<Integer> source = Sinks.one();
		Mono<Integer> value = this.cache.getMono("apple", (key) -> source.asMono());
		Disposable first = value.subscribe();
		StepVerifier.create(value)
			.then(first::dispose)
			.then(() -> source.tryEmitValue(5))
			.expectNext(5)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void givesUpWhenNobodyWaits() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Mono<Integer> value = this.cache.getMono("apple",
				(key) -> Mono.<Integer>never().doOnCancel(() -> cancelled.set(true)));
		Disposable first = value.subscribe();
		Disposable second = value.subscribe();
		first.dispose();
		assertThat(cancelled).isFalse();
		second.dispose();
		assertThat(cancelled).isTrue();
		assertThat(this.cache.get("apple", (key) -> 4)).isEqualTo(4);
	}

	@Test
	void survivesSubscribersThatComeAndGo() {
		Mono<Integer> value = this.cache.getMono("apple",
				(key) -> Mono.fromCallable(this.loads::incrementAndGet).delaySubscription(Duration.ofMillis(1)));
		StepVerifier.create(Flux.range(0, 5000).flatMap((i) -> {
			this.cache.remove("apple");
			Mono<Integer> subscribed = value.subscribeOn(Schedulers.parallel());
			return (i % 2 == 0) ? subscribed.hasElement()
					: subscribed.timeout(Duration.ofNanos(1000 * (i % 1000))).onErrorReturn(0).hasElement();
		}, 64).all((found) -> found)).expectNext(true).expectComplete().verify(LIMIT);
	}

	@Test
	void doesNotPutInWhatWasRemovedMeanwhile() {
		Sinks.One<Integer> source = Sinks.one();
		StepVerifier.create(this.cache.getMono("apple", (key) -> source.asMono()))
			.then(() -> this.cache.remove("apple"))
			.then(() -> source.tryEmitValue(5))
			.expectNext(5)
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.cache.get("apple")).isNull();
		Sinks.One<Integer> other = Sinks.one();
		StepVerifier.create(this.cache.getMono("pear", (key) -> other.asMono()))
			.then(() -> this.cache.put("pear", 9))
			.then(() -> other.tryEmitValue(5))
			.expectNext(5)
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.cache.get("pear")).isEqualTo(9);
	}

	@Test
	void handsTheContextToTheLoader() {
		StepVerifier
			.create(this.cache
				.getMono("apple", (key) -> Mono.deferContextual((context) -> Mono.just(context.<Integer>get("n"))))
				.contextWrite((context) -> context.put("n", 6)))
			.expectNext(6)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void refusesALoaderThatAsksForItself() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.cache.get("apple", (key) -> this.cache.get("apple", (same) -> 1)))
			.withMessageContaining("asks for the key 'apple'");
	}

	@Test
	void computesAnotherKeyWithinALoader() {
		assertThat(this.cache.get("apple", (key) -> this.cache.get("pear", (other) -> 2) + 1)).isEqualTo(3);
		Awaitility.await().atMost(LIMIT).until(() -> this.cache.size() == 2);
	}

}
