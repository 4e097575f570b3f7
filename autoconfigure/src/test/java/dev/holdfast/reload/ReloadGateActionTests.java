package dev.holdfast.reload;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Decisions that need something to be done.
 */
class ReloadGateActionTests extends AbstractReloadGateTests {

	private final AtomicInteger performed = new AtomicInteger();

	private @Nullable RuntimeException exception;

	private @Nullable String problem;

	@Test
	void doesWhatADecisionNeedsBeforeItIsTold() throws Exception {
		decide(ReloadKind.SELECTIVE);
		ReloadDecision decision = this.decisions.take();
		assertThat(decision.kind()).isEqualTo(ReloadKind.SELECTIVE);
		assertThat(this.performed).hasValue(1);
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void restartsIfThatCannotBeDone() throws Exception {
		this.problem = "nobody can";
		decide(ReloadKind.SELECTIVE);
		assertRestart("Done, but nobody can");
	}

	@Test
	void restartsIfThatFails() throws Exception {
		this.exception = new IllegalStateException("broken");
		decide(ReloadKind.SELECTIVE);
		assertRestart("Done, but java.lang.IllegalStateException: broken");
	}

	@Test
	void doesNothingElseForARestart() throws Exception {
		decide(ReloadKind.RESTART);
		assertThat(restart()).isNotNull();
		assertThat(this.performed).hasValue(0);
	}

	@Test
	void restartsIfNothingIsThereToReplaceCode() throws Exception {
		open(List.of((changes) -> new ReloadDecision(ReloadKind.SINGLE_ROUTE, "Done")));
		write("app/A.class", classFile("app/A", 2));
		assertRestart("Done, but nothing does that");
	}

	private void decide(ReloadKind kind) {
		open(List.of((changes) -> new ReloadDecision(kind, "Done", () -> {
			this.performed.incrementAndGet();
			if (this.exception != null) {
				throw this.exception;
			}
			return this.problem;
		})));
		write("app/A.class", classFile("app/A", 2));
	}

}
