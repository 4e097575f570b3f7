package dev.holdfast.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * State in Redis when rights are missing, listeners fail or others hold it up.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RedisStateFaultsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	@AutoClose
	private final SharedNode one = new SharedNode(server);

	@AutoClose
	private final SharedNode other = new SharedNode(server);

	private final StateCell<Integer> cell = this.one.state().define("count", Integer.class, () -> 1);

	@AfterEach
	void forget() {
		server.command("ACL SETUSER default allchannels");
		server.command("FLUSHALL");
	}

	@Test
	void writesNothingThatItMayNotPublish() {
		server.command("ACL SETUSER default resetchannels");
		assertThatExceptionOfType(RedisUnavailableException.class)
			.isThrownBy(() -> this.cell.update((count) -> count + 1))
			.withMessageContaining("refuses a command: ");
		StepVerifier.create(this.other.storage().delete("count")).expectError().verify(LIMIT);
		StepVerifier.create(this.cell.getMono()).expectNext(1).expectComplete().verify(LIMIT);
		server.command("ACL SETUSER default allchannels");
		assertThat(this.cell.update((count) -> count + 1)).isEqualTo(2);
	}

	@Test
	void tellsOnceThatItCannotListen(CapturedOutput output) {
		try (SharedNode writing = alone()) {
			StateCell<Integer> written = writing.state().define("count", Integer.class, () -> 1);
			server.command("ACL SETUSER default resetchannels");
			try (SharedNode listening = alone()) {
				tellsOnce(output, written, listening.state().define("count", Integer.class, () -> 2));
			}
		}
	}

	private void tellsOnce(CapturedOutput output, StateCell<Integer> written, StateCell<Integer> same) {
		String warning = "the channel 'alone:state-changes' cannot be listened to. Redis at 127.0.0.1:";
		Awaitility.await().atMost(LIMIT).until(() -> output.getAll().contains(warning));
		server.command("ACL SETUSER default allchannels");
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> output.getAll().contains("sends what is on 'alone:state-changes'"));
		written.set(5);
		Awaitility.await().atMost(LIMIT).until(() -> same.get() == 5);
		// Redis has ended the connection of the other one, too, which may tell it as well
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), warning)).isLessThanOrEqualTo(2);
	}

	@Test
	void writesWhateverListenersThrow() {
		this.cell.onChange((before, now) -> {
			throw (now == 2) ? new AssertionError("no") : new StackOverflowError("no");
		});
		for (int expected = 2; expected <= 4; expected++) {
			assertThat(this.cell.update((count) -> count + 1)).isEqualTo(expected);
			assertThat(this.cell.get()).isEqualTo(expected);
		}
	}

	@Test
	void neverHoldsUpAnEventLoopForAnInitializer() {
		RestartState state = this.one.state();
		CompletableFuture<Void> begun = new CompletableFuture<>();
		CompletableFuture<Integer> held = new CompletableFuture<>();
		Mono<Integer> slow = Mono.fromSupplier(() -> state.define("slow", Integer.class, () -> {
			begun.complete(null);
			return held.orTimeout(20, TimeUnit.SECONDS).join();
		}).get()).subscribeOn(Schedulers.boundedElastic());
		CompletableFuture<Integer> defined = slow.toFuture();
		begun.orTimeout(10, TimeUnit.SECONDS).join();
		StepVerifier
			.create(Mono.fromCallable(() -> state.define("third", Integer.class, () -> 3))
				.subscribeOn(Schedulers.parallel()))
			.expectErrorMatches((ex) -> ex.getMessage().contains("must not wait. Use it outside of requests first"))
			.verify(LIMIT);
		this.cell.set(7);
		CompletableFuture<Integer> reset = Mono.fromSupplier(() -> this.cell.resetMono().toFuture())
			.subscribeOn(Schedulers.parallel())
			.toFuture()
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
		held.complete(2);
		// Not on the thread that may have to do the rest
		assertThat(reset.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
		assertThat(defined.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(2);
	}

	@Test
	void looksForKeysByTheirBytes() {
		assertThat(RedisAccess.scanOptions("gr\u00f6\u00dfe*:").getBytePattern())
			.isEqualTo("gr\u00f6\u00dfe\\*:*".getBytes(StandardCharsets.UTF_8));
	}

	private static SharedNode alone() {
		return new SharedNode(new RedisFixture(server.port(), Duration.ofSeconds(1), "alone:"));
	}

}
