package dev.holdfast.restart.leak;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.BlockingTask;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LeakGuardTests {

	private static final Duration LOOK = Duration.ofMillis(50);

	private static final Pattern WARNING = Pattern
		.compile("generation 1\\. What most likely holds it: (.+?)\\. Let go");

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	private final Retirement retirement = RetirementFixture.of(this.retired.classLoader(), this.next.classLoader());

	private final GivenGenerations generations = new GivenGenerations();

	private final LeakGuard guard = new LeakGuard(this.generations, LOOK, LOOK);

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private Thread thread;

	@AfterEach
	void endThread() throws Exception {
		if (this.thread != null) {
			this.end.complete(null);
			this.thread.interrupt();
			this.thread.join(10_000);
		}
	}

	@Test
	void namesAThreadThatRunsCodeOfTheGeneration(CapturedOutput output) {
		start((Runnable) this.retired.create(BlockingTask.class));
		restart();
		assertThat(warning(output))
			.isEqualTo("thread 'left-behind', which still runs dev.holdfast.test.app.BlockingTask.run");
		assertThat(output).contains("@PreDestroy", "holdfast.state.leak-check=false");
		assertThat(this.guard.found()).singleElement().asString().startsWith("generation 1: thread 'left-behind'");
	}

	@Test
	void namesAThreadWithTheContextClassLoaderOfTheGeneration(CapturedOutput output) {
		// No code of the application on its stack
		start(this.end::join);
		this.thread.setContextClassLoader(this.retired.classLoader());
		restart();
		assertThat(warning(output)).isEqualTo("thread 'left-behind', which has it as its context class loader");
	}

	@Test
	void warnsOnce(CapturedOutput output) {
		start((Runnable) this.retired.create(BlockingTask.class));
		restart();
		warning(output);
		this.generations.live(this.retirement);
		assertNoFurtherWarning(output, 1);
	}

	@Test
	void takesAReachableLoaderAloneForASoftlyReachableOne(CapturedOutput output) {
		restart();
		assertNoFurtherWarning(output, 0);
	}

	@Test
	void doesNotBlameThreadsThatAreOlderThanTheGeneration(CapturedOutput output) {
		start((Runnable) new AppClasses().create(BlockingTask.class));
		this.guard.onRetirement(RetirementFixture.of(null, this.retired.classLoader()));
		restart();
		assertNoFurtherWarning(output, 0);
	}

	@Test
	void doesNotBlameSharedPools(CapturedOutput output) {
		Disposable task = Schedulers.boundedElastic().schedule((Runnable) this.retired.create(BlockingTask.class));
		restart();
		assertNoFurtherWarning(output, 0);
		task.dispose();
	}

	@Test
	void doesNotLookWhileARestartIsOnItsWay(CapturedOutput output) {
		start((Runnable) this.retired.create(BlockingTask.class));
		this.guard.enable();
		this.guard.onRetirement(this.retirement);
		this.generations.live(this.retirement);
		this.generations.announce(new GenerationState(this.retirement.next(), Phase.RETIRING, null));
		assertNoFurtherWarning(output, 0);
	}

	@Test
	void doesNothingUnlessItIsEnabled(CapturedOutput output) {
		start((Runnable) this.retired.create(BlockingTask.class));
		this.guard.onRetirement(this.retirement);
		this.generations.live(this.retirement);
		assertNoFurtherWarning(output, 0);
	}

	private void start(Runnable task) {
		this.thread = new Thread(task, "left-behind");
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(getClass().getClassLoader());
		this.thread.start();
		Awaitility.await().until(() -> this.thread.getState() == Thread.State.WAITING);
	}

	private void restart() {
		this.guard.enable();
		this.guard.onRetirement(this.retirement);
		this.generations.live(this.retirement);
	}

	private static String warning(CapturedOutput output) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> WARNING.matcher(output).results().findFirst(), (found) -> found.isPresent())
			.orElseThrow()
			.group(1);
	}

	private static void assertNoFurtherWarning(CapturedOutput output, int warnings) {
		Awaitility.await()
			.during(LOOK.multipliedBy(8))
			.atMost(Duration.ofSeconds(20))
			.until(() -> WARNING.matcher(output).results().count() == warnings);
	}

	/**
	 * Generations as the test says.
	 */
	private static final class GivenGenerations implements Generations {

		private final Sinks.Many<GenerationState> changes = Sinks.many().replay().latest();

		private volatile GenerationState state = Generations.single().current();

		private void live(Retirement retirement) {
			announce(new GenerationState(retirement.next(), Phase.LIVE, null));
		}

		private void announce(GenerationState state) {
			this.state = state;
			this.changes.emitNext(state, Sinks.EmitFailureHandler.FAIL_FAST);
		}

		@Override
		public GenerationState current() {
			return this.state;
		}

		@Override
		public boolean isStable(Duration quietPeriod) {
			return false;
		}

		@Override
		public Mono<GenerationState> whenLive() {
			return Mono.empty();
		}

		@Override
		public Mono<GenerationState> whenStable(Duration quietPeriod) {
			return Mono.empty();
		}

		@Override
		public Flux<GenerationState> changes() {
			return this.changes.asFlux();
		}

	}

}
