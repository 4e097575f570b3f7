package dev.holdfast.reload;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.holdfast.restart.StartRetry;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadGateRestartTests extends AbstractReloadGateTests {

	@Test
	void seesAfterAStartWhatChangedDuringIt() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		assertRestart("app/A.class modified");
		this.generations.restart();
		this.gate.starting(2);
		write("app/A.class", classFile("app/A", 3));
		assertThat(this.control.restarts.poll(500, TimeUnit.MILLISECONDS)).isNull();
		assertThat(this.gate.isFresh()).isFalse();
		open(List.of());
		this.generations.live();
		assertRestart("app/A.class modified");
	}

	@Test
	void doesNotTrustAFileThatIsPutBackDuringAStart() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		assertRestart("app/A.class modified");
		this.generations.restart();
		this.gate.starting(2);
		write("app/A.class", classFile("app/A", 3));
		write("app/A.class", classFile("app/A", 2));
		this.generations.live();
		assertThat(restart()).isNotNull();
	}

	@Test
	void startsAgainWhenAFailureIsMended() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		StartRetry retry = restart();
		assertThat(retry).isNotNull();
		for (int attempt = 3; attempt < 6; attempt++) {
			this.generations.restart();
			this.gate.starting(attempt - 1);
			this.generations.fail();
			CompletableFuture<Boolean> fixed = CompletableFuture.supplyAsync(() -> await(retry));
			write("app/A.class", classFile("app/A", attempt));
			assertThat(fixed.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		this.generations.restart();
		this.gate.starting(5);
		this.generations.live();
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void doesNotStartAgainWhatIsLive() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		StartRetry retry = restart();
		nextGeneration();
		assertThat(await(retry)).isFalse();
	}

	@Test
	void waitsForTheTriggerFile() throws Exception {
		this.gate.open(settings("reload.trigger"), List.of(), this.decisions::add);
		write("app/A.class", classFile("app/A", 2));
		awaitFresh();
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
		write("reload.trigger", "1".getBytes());
		assertThat(restart()).isNotNull();
	}

	@Test
	void takesATouchOfTheTriggerFile() throws Exception {
		write("reload.trigger", "1".getBytes());
		restart();
		nextGeneration();
		this.gate.open(settings("reload.trigger"), List.of(), this.decisions::add);
		write("app/A.class", classFile("app/A", 2));
		Files.setLastModifiedTime(this.classes.resolve("reload.trigger"), FileTime.from(Instant.now().plusSeconds(5)));
		assertThat(restart()).isNotNull();
	}

	@Test
	void doesNothingIfNothingButTheTriggerFileHasChanged() throws Exception {
		this.gate.open(settings("reload.trigger"), List.of(), this.decisions::add);
		write("reload.trigger", "1".getBytes());
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
		write("app/A.class", classFile("app/A", 2));
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
	}

	@Test
	void doesNotTryAgainBeforeAFileHasChanged() throws Exception {
		this.generations.fail();
		assertThat(this.control.restarts.poll(1, TimeUnit.SECONDS)).isNull();
		write("app/A.class", classFile("app/A", 2));
		assertThat(restart()).isNotNull();
	}

	@Test
	void triesAgainAfterAFailureThatTheMainMethodHasCaught() throws Exception {
		this.generations.fail();
		write("app/A.class", classFile("app/A", 2));
		assertThat(restart()).isNotNull();
	}

	@Test
	void triesAgainForAnyFileThatIsTouchedAfterAFailure() throws Exception {
		this.generations.fail();
		Files.setLastModifiedTime(this.classes.resolve("static/page.html"),
				FileTime.from(Instant.now().plusSeconds(5)));
		assertThat(restart()).isNotNull();
	}

	@Test
	void survivesAStrategyThatThrowsAnything() throws Exception {
		open(List.of((changes) -> {
			throw new StackOverflowError("deep");
		}));
		write("app/A.class", classFile("app/A", 2));
		assertRestart("app/A.class modified");
	}

	@Test
	void looksAgainIfARestartCannotBegin() throws Exception {
		this.control.broken = true;
		write("app/A.class", classFile("app/A", 2));
		Awaitility.await().atMost(BOUND).until(() -> !this.control.broken);
		assertThat(restart()).isNotNull();
	}

	@Test
	void knowsWhatAnotherOnesRestartHasLoaded() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		assertThat(restart()).isNotNull();
		this.generations.restart();
		this.gate.starting(2);
		this.generations.live();
		awaitFresh();
		this.generations.restart();
		write("app/A.class", classFile("app/A", 3));
		this.gate.starting(3);
		this.generations.live();
		Awaitility.await().atMost(BOUND).until(() -> this.gate.isFresh());
		write("app/A.class", classFile("app/A", 2));
		assertThat(restart()).isNotNull();
	}

	@Test
	void holdsNobodyUpWhenClosed() throws Exception {
		int before = this.fresh.get();
		this.gate.close();
		assertThat(this.fresh).hasValueGreaterThan(before);
		write("app/A.class", classFile("app/A", 2));
		assertThat(this.gate.isFresh()).isTrue();
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
	}

}
