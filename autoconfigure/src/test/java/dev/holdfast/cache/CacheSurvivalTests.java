package dev.holdfast.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.interceptor.SimpleKey;
import reactor.core.publisher.Sinks;

import dev.holdfast.state.RestartedState;
import dev.holdfast.state.StaleStateException;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CacheSurvivalTests {

	private static final CacheSettings EXPIRING = CacheSettings.DEFAULT.timeToLive(Duration.ofSeconds(10));

	private final RestartedState restarted = new RestartedState();

	private final TestTime time = new TestTime();

	@Test
	void movesKeysAndValuesOfTheApplication() {
		for (int i = 0; i < 20; i++) {
			RestartCache<Object, Object> cache = cache();
			cache.put(item("key" + i), item("value" + i));
			this.restarted.restart();
		}
		RestartCache<Object, Object> cache = cache();
		assertThat(cache.size()).isEqualTo(20);
		for (int i = 0; i < 20; i++) {
			assertThat(cache.get(item("key" + i))).isEqualTo(item("value" + i));
		}
	}

	@Test
	void movesKeysThatSpringMakesOfSeveralArguments() {
		cache().put(new SimpleKey(item("apple"), "south"), item("value"));
		cache().put(new SimpleKey("apple", null), 2);
		cache().put(new SimpleKey("apple", new String[] { "south" }), 3);
		cache().put(SimpleKey.EMPTY, 4);
		this.restarted.restart();
		assertThat(cache().get(new SimpleKey(item("apple"), "south"))).isEqualTo(item("value"));
		assertThat(cache().get(new SimpleKey("apple", null))).isEqualTo(2);
		assertThat(cache().get(new SimpleKey("apple", new String[] { "south" }))).isEqualTo(3);
		assertThat(cache().get(SimpleKey.EMPTY)).isEqualTo(4);
	}

	@Test
	void keepsValuesOfTheJdkAsTheyAre() {
		Object value = new Object();
		cache().put("key", value);
		this.restarted.restart();
		assertThat(cache().get("key")).isSameAs(value);
	}

	@Test
	void expiresByTheTimeOfWriting() {
		cache().put("early", 1);
		cache().put("own", item("own"), Duration.ofSeconds(25));
		this.time.pass(Duration.ofSeconds(6));
		cache().put("late", 2);
		this.restarted.restart();
		assertThat(cache().keys()).containsExactlyInAnyOrder("early", "own", "late");
		this.time.pass(Duration.ofSeconds(6));
		assertThat(cache().keys()).containsExactlyInAnyOrder("own", "late");
		this.restarted.restart();
		this.time.pass(Duration.ofSeconds(6));
		assertThat(cache().keys()).containsExactly("own");
		this.time.pass(Duration.ofSeconds(8));
		this.restarted.restart();
		assertThat(cache().keys()).isEmpty();
	}

	@Test
	void appliesTheSettingsOfTheNextGeneration() {
		RestartCache<Object, Object> cache = cache();
		for (int i = 0; i < 100; i++) {
			cache.put(i, i);
		}
		this.restarted.restart();
		RestartCache<Object, Object> smaller = this.time
			.caches(this.restarted.state(), CacheSettings.DEFAULT.maximumSize(10))
			.define("items");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> smaller.size() <= 10);
	}

	@Test
	void refusesWritesOfARetiredGeneration() {
		RestartCache<Object, Object> retired = cache();
		retired.put("key", 1);
		this.restarted.restart();
		assertThat(retired.get("key")).isEqualTo(1);
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(() -> retired.put("key", 2));
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(() -> retired.remove("key"));
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(retired::clear);
		assertThat(retired.get("other", (key) -> 3)).isEqualTo(3);
		assertThat(cache().get("key")).isEqualTo(1);
		assertThat(cache().get("other")).isNull();
	}

	@Test
	void losesNoWriteThatWasAcknowledged() throws InterruptedException {
		AtomicInteger next = new AtomicInteger();
		Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
		Thread[] writers = new Thread[3];
		AtomicInteger running = new AtomicInteger(1);
		for (int i = 0; i < writers.length; i++) {
			writers[i] = new Thread(() -> {
				while (running.get() == 1) {
					int key = next.incrementAndGet();
					try {
						this.<Integer, Integer>cacheOfMillions().put(key, -key);
						acknowledged.put(key, -key);
					}
					catch (StaleStateException ex) {
						// Not acknowledged
					}
				}
			});
			writers[i].start();
		}
		for (int restart = 0; restart < 20; restart++) {
			int before = acknowledged.size();
			Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> acknowledged.size() > before + 100);
			this.restarted.restart();
		}
		running.set(0);
		for (Thread writer : writers) {
			writer.join(10_000);
		}
		RestartCache<Integer, Integer> cache = cacheOfMillions();
		assertThat(acknowledged).hasSizeGreaterThan(2000)
			.allSatisfy((key, value) -> assertThat(cache.get(key)).isEqualTo(value));
	}

	private <K, V> RestartCache<K, V> cacheOfMillions() {
		return this.time.caches(this.restarted.state(), CacheSettings.DEFAULT.maximumSize(10_000_000))
			.define("millions");
	}

	@Test
	void beginsEmptyIfEntriesDoNotFit(CapturedOutput output) {
		cache().put("key", item("apple"));
		this.restarted.restart(AppClasses.without(Item.class));
		assertThat(cache().size()).isZero();
		assertThat(output).contains("Cache 'items' begins empty, as its entries do not fit the present classes")
			.contains("Class dev.holdfast.test.app.Item is missing")
			.doesNotContain("is kept until");
		cache().put("key", 1);
		this.restarted.restart();
		assertThat(cache().get("key")).isEqualTo(1);
	}

	@Test
	void sharesEntriesBetweenContextsOfAGeneration() {
		RestartCache<Object, Object> first = cache();
		RestartCache<Object, Object> second = cache();
		first.put("key", 1);
		assertThat(second.get("key")).isEqualTo(1);
		this.restarted.restart();
		assertThat(cache().get("key")).isEqualTo(1);
	}

	@Test
	void isEmptyAfterItsStateIsDiscarded() {
		RestartCache<Object, Object> cache = cache();
		cache.put("key", 1);
		this.restarted.state().discard("holdfast.cache.items");
		assertThat(cache.size()).isZero();
		cache.put("other", 2);
		this.restarted.restart();
		assertThat(cache().keys()).containsExactly("other");
	}

	@Test
	void holdsNoRetiredClasses() {
		holdsNoRetiredClasses(() -> useWithPendingLoader());
	}

	@Test
	void holdsNoRetiredClassesOfLatecomers() {
		holdsNoRetiredClasses(() -> {
			DefaultRestartCaches caches = this.time.caches(this.restarted.state(), EXPIRING);
			RestartCache<Object, Object> cache = caches.define("early");
			cache.put("plain", 1);
			caches.close();
			assertThat(computed(cache)).isNotDone();
			RestartCache<Object, Object> late = caches.define("late");
			late.put("plain", 1);
			assertThat(computed(late)).isNotDone();
		});
	}

	private void holdsNoRetiredClasses(Runnable use) {
		WeakReference<ClassLoader> retired = new WeakReference<>(this.restarted.app().classLoader());
		use.run();
		this.restarted.restart();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			System.gc();
			return retired.get() == null;
		});
	}

	private void useWithPendingLoader() {
		DefaultRestartCaches caches = this.time.caches(this.restarted.state(), EXPIRING);
		RestartCache<Object, Object> cache = caches.define("items");
		cache.put("plain", 1);
		assertThat(computed(cache)).isNotDone();
		caches.close();
	}

	private CompletableFuture<Object> computed(RestartCache<Object, Object> cache) {
		Sinks.One<Object> never = Sinks.one();
		Runnable lambda = this.restarted.app().lambda();
		return cache.getMono("pending", (key) -> never.asMono().doOnTerminate(lambda)).toFuture();
	}

	@Test
	void definesACacheWhileTheStateDefinesOne() throws Exception {
		DefaultRestartCaches caches = this.time.caches(this.restarted.state(), EXPIRING);
		AtomicReference<Thread> other = new AtomicReference<>();
		FutureTask<Integer> first = new FutureTask<>(() -> this.restarted.state().define("first", Integer.class, () -> {
			Thread second = new Thread(() -> caches.define("items"), "second");
			second.setDaemon(true);
			other.set(second);
			second.start();
			Awaitility.await().until(() -> second.getState() != Thread.State.RUNNABLE);
			return caches.define("items").size();
		}).get());
		Thread thread = new Thread(first, "first");
		thread.setDaemon(true);
		thread.start();
		assertThat(first.get(20, TimeUnit.SECONDS)).isZero();
		other.get().join(10_000);
		assertThat(other.get().isAlive()).isFalse();
	}

	private RestartCache<Object, Object> cache() {
		return this.time.caches(this.restarted.state(), EXPIRING).define("items");
	}

	private Object item(String name) {
		return this.restarted.app().item(name);
	}

}
