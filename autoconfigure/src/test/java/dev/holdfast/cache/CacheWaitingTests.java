package dev.holdfast.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class CacheWaitingTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final DefaultRestartCaches caches = new TestTime().caches(null, CacheSettings.DEFAULT);

	private final RestartCache<String, Integer> cache = this.caches.define("stock");

	@Test
	void failsIfAClassOfTheLoaderIsMissing() {
		Mono<Integer> value = this.cache.getMono("apple", (key) -> Mono.fromSupplier(() -> {
			throw new NoClassDefFoundError("Apple");
		}));
		StepVerifier.create(value).expectError(NoClassDefFoundError.class).verify(LIMIT);
		assertThat(this.cache.get("apple", (key) -> 4)).isEqualTo(4);
	}

	@Test
	void countsOneWhoCancelsTwiceOnce() {
		Sinks.One<Integer> source = Sinks.one();
		Mono<Integer> value = this.cache.getMono("apple", (key) -> source.asMono());
		CompletableFuture<Integer> stays = value.toFuture();
		BaseSubscriber<Integer> goes = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
				subscription.cancel();
				subscription.cancel();
			}

		};
		value.subscribe(goes);
		source.tryEmitValue(5);
		assertThat(stays).succeedsWithin(LIMIT).isEqualTo(5);
	}

	@Test
	void refusesAMonoThatAsksForItself() {
		StepVerifier
			.create(this.cache.getMono("apple",
					(key) -> this.cache.getMono("apple", (same) -> Mono.just(1)).subscribeOn(Schedulers.parallel())))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessage("The loader of cache 'stock' asks for the key 'apple', whose value it is to compute. "
						+ "Let it compute the value without asking the cache for this key"))
			.verify(LIMIT);
		StepVerifier
			.create(this.cache.getMono("apple",
					(key) -> this.cache.getMono("pear",
							(other) -> this.cache.getMono("apple", (same) -> Mono.just(1)))))
			.expectErrorMatches((ex) -> ex.getMessage().contains("asks for the key 'apple'"))
			.verify(LIMIT);
		StepVerifier
			.create(this.cache.getMono("apple", (key) -> Mono.fromSupplier(() -> this.cache.get("apple", (same) -> 1))))
			.expectErrorMatches((ex) -> ex.getMessage().contains("asks for the key 'apple'"))
			.verify(LIMIT);
	}

	@Test
	void computesAnotherKeyWithinAMono() {
		StepVerifier
			.create(this.cache.getMono("apple",
					(key) -> this.cache.getMono("pear", (other) -> Mono.just(2)).map((pear) -> pear + 1)))
			.expectNext(3)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void doesNotWaitOnAThreadThatOthersNeed() {
		Scheduler loop = Schedulers.newParallel("loop", 1, true);
		Sinks.One<Integer> source = Sinks.one();
		CompletableFuture<Integer> first = this.cache.getMono("apple", (key) -> source.asMono().publishOn(loop))
			.toFuture();
		StepVerifier.create(Mono.fromSupplier(() -> this.cache.get("apple", (key) -> 7)).subscribeOn(loop))
			.expectErrorSatisfies((ex) -> assertThat(ex).hasMessageMatching(
					"Cache 'stock' cannot wait on the thread 'loop-\\d+' for the value of the key 'apple', "
							+ "which is being computed elsewhere, as the thread has others to serve\\. Use getMono"))
			.verify(LIMIT);
		source.tryEmitValue(5);
		assertThat(first).succeedsWithin(LIMIT).isEqualTo(5);
		StepVerifier.create(Mono.fromSupplier(() -> this.cache.get("pear", (key) -> 7)).subscribeOn(loop))
			.expectNext(7)
			.expectComplete()
			.verify(LIMIT);
		loop.dispose();
	}

	@Test
	void waitsNoLongerThanItsThreadIsLetAlone() throws InterruptedException {
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Integer> first = this.cache
			.getMono("apple", (key) -> Mono.<Integer>never().doOnCancel(() -> cancelled.set(true)))
			.toFuture();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread waiting = new Thread(() -> {
			try {
				this.cache.get("apple", (key) -> 7);
			}
			catch (IllegalStateException ex) {
				failure.set(ex);
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		}, "waiting");
		waiting.setDaemon(true);
		waiting.start();
		Awaitility.await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.WAITING);
		waiting.interrupt();
		waiting.join(LIMIT.toMillis());
		assertThat(interrupted).isTrue();
		assertThat(failure.get()).hasMessageStartingWith(
				"The thread 'waiting' was interrupted while it waited for the value of the key 'apple' in cache 'stock'")
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(cancelled).isFalse();
		first.cancel(true);
		assertThat(cancelled).isTrue();
	}

	@Test
	void makesNoRoomForWhatIsBeingComputed() {
		RestartCache<Integer, Integer> few = this.caches.define("few", CacheSettings.DEFAULT.maximumSize(2));
		few.put(-1, 1);
		AtomicReference<Integer> loads = new AtomicReference<>(0);
		for (int i = 0; i < 100; i++) {
			few.getMono(i % 50, (key) -> {
				loads.updateAndGet((number) -> number + 1);
				return Mono.never();
			}).subscribe();
		}
		assertThat(loads).hasValue(50);
		assertThat(few.get(-1)).isEqualTo(1);
	}

}
