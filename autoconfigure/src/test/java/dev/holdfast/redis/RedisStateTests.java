package dev.holdfast.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.state.ParkedStateException;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.StateChange;
import dev.holdfast.state.StateDefinition;
import dev.holdfast.state.StateDefinitionConflictException;
import dev.holdfast.state.StateTypeConflictException;
import dev.holdfast.state.UndefinedStateException;
import dev.holdfast.state.storage.StateStorageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class RedisStateTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	@AutoClose
	private final SharedNode one = new SharedNode(server);

	@AutoClose
	private final SharedNode other = new SharedNode(server);

	@AfterEach
	void forget() {
		server.command("FLUSHALL");
	}

	@Test
	void sharesValuesOfAppTypes() {
		StateCell<Basket> cell = this.one.state()
			.define("basket", Basket.class, () -> new Basket(List.of("tea"), null));
		StateCell<Basket> same = this.other.state()
			.define("basket", Basket.class, () -> new Basket(List.of(), "never"));
		assertThat(same.get()).isEqualTo(new Basket(List.of("tea"), null));
		List<String> changes = new CopyOnWriteArrayList<>();
		same.onChange((before, now) -> changes.add(before.items() + " " + now.items()));
		assertThat(cell.update((basket) -> basket.plus("jam")).items()).containsExactly("tea", "jam");
		assertThat(cell.get().items()).containsExactly("tea", "jam");
		Awaitility.await().atMost(LIMIT).until(() -> same.get().items().size() == 2);
		assertThat(changes).containsExactly("[tea] [tea, jam]");
		cell.set(new Basket(List.of(), "empty"));
		StepVerifier.create(same.getMono()).expectNext(new Basket(List.of(), "empty")).expectComplete().verify(LIMIT);
		assertThat(same.reset()).isEqualTo(new Basket(List.of(), "never"));
	}

	@Test
	void losesNoUpdateOfAnyNode() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 0);
		StateCell<Integer> same = this.other.state().define("count", Integer.class, () -> 0);
		Flux<Integer> updates = Flux.range(0, 2000)
			.flatMap((i) -> ((i % 2 == 0) ? cell : same).updateMono((count) -> count + 1), 20);
		StepVerifier.create(updates.distinct().count()).expectNext(2000L).expectComplete().verify(LIMIT);
		StepVerifier.create(cell.getMono()).expectNext(2000).expectComplete().verify(LIMIT);
		Awaitility.await().atMost(LIMIT).until(() -> same.get() == 2000 && cell.get() == 2000);
	}

	@Test
	void tellsListenersOfEachChangeInOrder() {
		StateCell<Integer> cell = this.one.state()
			.define(StateDefinition.of("count", Integer.class, () -> 0).history(3));
		List<Integer> seen = new ArrayList<>();
		cell.onChange((before, now) -> {
			assertThat(now).isEqualTo(before + 1);
			seen.add(now);
		});
		StepVerifier.create(Flux.range(0, 200).flatMap((i) -> cell.updateMono((count) -> count + 1)).then())
			.expectComplete()
			.verify(LIMIT);
		assertThat(seen).hasSize(200).isSorted();
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(198, 199, 200);
	}

	@Test
	void leavesTheValueIfAChangeFails() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);
		assertThatIllegalStateException().isThrownBy(() -> cell.update((count) -> {
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> cell.update((count) -> null))
			.withMessageContaining("would be null");
		assertThat(cell.update((count) -> count + 1)).isEqualTo(2);
	}

	@Test
	void evolvesWhatIsStored() {
		this.one.state().define("basket", Basket.class, () -> new Basket(List.of("tea"), "note"));
		StateDefinition<String> text = StateDefinition.of("basket", String.class, () -> "none")
			.version(2)
			.migrate(1, (view) -> String.valueOf(view.get("note")));
		StateCell<String> migrated = this.other.state().define(text);
		assertThat(migrated.get()).isEqualTo("note");
		migrated.update((note) -> note + "!");
		try (SharedNode third = new SharedNode(server)) {
			StateCell<Basket> old = third.state().define("basket", Basket.class, () -> new Basket(List.of(), null));
			assertThatExceptionOfType(ParkedStateException.class).isThrownBy(old::get)
				.withMessageContaining("It was written by version 2");
			assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> old.update((basket) -> basket));
		}
	}

	@Test
	void keepsToOneDefinition() {
		RestartState state = this.one.state();
		state.define("count", Integer.class, () -> 0);
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> state.define("count", String.class, () -> ""));
		assertThatExceptionOfType(StateDefinitionConflictException.class)
			.isThrownBy(() -> state.define(StateDefinition.of("count", Integer.class, () -> 0).version(2)));
		assertThat(state.get("count", int.class)).isZero();
		state.set("count", 3);
		assertThat(this.other.state().get("count", Integer.class)).isEqualTo(3);
		this.other.state().set("count", 4);
		Awaitility.await().atMost(LIMIT).until(() -> state.get("count", Integer.class) == 4);
		assertThatExceptionOfType(UndefinedStateException.class)
			.isThrownBy(() -> this.other.state().get("other", Integer.class));
		assertThat(state.keys()).containsExactly("count");
	}

	@Test
	void discards() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);
		cell.set(5);
		this.one.state().discard("count");
		assertThat(cell.get()).isEqualTo(1);
		this.other.state().discard("count");
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> this.other.state().discard("count"));
		assertThat(cell.update((count) -> count + 1)).isEqualTo(2);
		assertThat(this.other.state().define("count", Integer.class, () -> 7).get()).isEqualTo(2);
	}

	@Test
	void keepsLocalStateInThisJvm() {
		StateDefinition<Thread> definition = StateDefinition.of("thread", Thread.class, Thread::currentThread);
		assertThatExceptionOfType(StateStorageException.class).isThrownBy(() -> this.one.state().define(definition))
			.withMessageContaining("State 'thread' cannot be kept in Redis at 127.0.0.1:")
			.withMessageContaining("StateDefinition.local()");
		assertThat(this.one.state().define(definition.local()).get()).isSameAs(Thread.currentThread());
		assertThat(this.one.state().get("thread", Thread.class)).isSameAs(Thread.currentThread());
		this.one.state().discard("thread");
		assertThatExceptionOfType(UndefinedStateException.class)
			.isThrownBy(() -> this.other.state().get("thread", Thread.class));
	}

	@Test
	void refusesToWaitOnAnEventLoop() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);
		StepVerifier.create(Mono.fromCallable(() -> cell.update((count) -> count)).subscribeOn(Schedulers.parallel()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("must not wait. Use updateMono"))
			.verify(LIMIT);
	}

	@Test
	void failsSoonWhileRedisIsAwayAndRecovers() {
		RedisServer server = RedisServer.start();
		try (server; SharedNode node = new SharedNode(server)) {
			StateCell<Integer> cell = node.state().define("count", Integer.class, () -> 1);
			server.stop();
			long begin = System.nanoTime();
			for (int i = 0; i < 20; i++) {
				assertThatExceptionOfType(RedisUnavailableException.class)
					.isThrownBy(() -> cell.update((count) -> count + 1))
					.withMessageContaining("Redis at 127.0.0.1:" + server.port());
			}
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
			assertThat(cell.get()).isEqualTo(1);
			server.resume();
			Awaitility.await()
				.atMost(Duration.ofSeconds(2))
				.ignoreExceptions()
				.until(() -> cell.update((count) -> count + 1) >= 2);
		}
	}

	@Test
	void refusesAChangeThatWritesToItsOwnCell() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);
		assertThatIllegalStateException().isThrownBy(() -> cell.update((count) -> cell.update((again) -> again + 1)))
			.withMessageContaining("is written within its own update");
		assertThat(cell.update((count) -> count + 1)).isEqualTo(2);
	}

	@Test
	void failsAnyNumberOfChangesOneByOne() {
		StateCell<Object> cell = this.one.state().define("any", Object.class, () -> "text");
		CompletableFuture<Void> begun = new CompletableFuture<>();
		CompletableFuture<Object> held = new CompletableFuture<>();
		Mono<Object> first = Mono.defer(() -> cell.updateMono((value) -> {
			begun.complete(null);
			return held.orTimeout(10, TimeUnit.SECONDS).join();
		})).subscribeOn(Schedulers.boundedElastic());
		List<CompletableFuture<Object>> updates = new ArrayList<>(List.of(first.toFuture()));
		begun.orTimeout(10, TimeUnit.SECONDS).join();
		for (int i = 0; i < 20_000; i++) {
			updates.add(cell.updateMono((value) -> Thread.currentThread()).toFuture());
		}
		held.complete("other");
		Awaitility.await().atMost(LIMIT).until(() -> updates.stream().allMatch(CompletableFuture::isDone));
		assertThat(updates.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(20_000);
		assertThat(cell.get()).isEqualTo("other");
		cell.set("more");
		assertThat(cell.get()).isEqualTo("more");
	}

	@Test
	void hearsOfWhatChangedWhileItsConnectionWasLost() {
		StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);
		StateCell<Integer> same = this.other.state().define("count", Integer.class, () -> 1);
		cell.set(2);
		Awaitility.await().atMost(LIMIT).until(() -> same.get() == 2);
		cell.set(3);
		Awaitility.await().atMost(LIMIT).until(() -> same.get() == 3);
		this.one.state().define("unheard", Integer.class, () -> 7);
		server.command("RENAME test:state:{unheard} test:state:{count}");
		server.command("CLIENT KILL TYPE pubsub");
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> cell.get() == 7 && same.get() == 7);
	}

	@Test
	void goesOnAfterRedisHasRefusedToWrite() {
		RedisServer server = RedisServer.start();
		try (server; SharedNode node = new SharedNode(server)) {
			StateCell<Integer> cell = node.state().define("count", Integer.class, () -> 1);
			server.command("CONFIG SET maxmemory 1");
			assertThatExceptionOfType(RedisUnavailableException.class)
				.isThrownBy(() -> cell.update((count) -> count + 1))
				.withMessageContaining("refuses a command: OOM");
			server.command("CONFIG SET maxmemory 0");
			assertThat(cell.update((count) -> count + 1)).isEqualTo(2);
		}
	}

	/**
	 * A value of the application.
	 *
	 * @param items some items
	 * @param note some text
	 */
	record Basket(List<String> items, String note) {

		Basket plus(String item) {
			List<String> items = new ArrayList<>(this.items);
			items.add(item);
			return new Basket(items, this.note);
		}

	}

}
