package dev.holdfast.state;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.Dehydrator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must not happen, and loses as little as possible if it does.
 */
@ExtendWith(OutputCaptureExtension.class)
class CellRetirementTests {

	private final DefaultRestartState state = new DefaultRestartState(new CellGeneration(1, Clock.systemUTC(), 0),
			Heritage.NONE);

	private final AtomicInteger passes = new AtomicInteger();

	@Test
	void takesEachValueAloneIfTheyCannotBeTakenTogether(CapturedOutput output) {
		CellRetirement retirement = retire();
		Map<String, ParkedState> parked = retirement.dehydrate(failing(1), (key) -> List.of());
		assertThat(parked).containsOnlyKeys("one", "two");
		assertThat(parked.get("one").history()).hasSize(2);
		assertThat(retirement.lost()).isEmpty();
		assertThat(output).contains("State could not be dehydrated in one pass", "pass is broken");
	}

	@Test
	void namesWhatIsLost(CapturedOutput output) {
		CellRetirement retirement = retire();
		Map<String, ParkedState> parked = retirement.dehydrate(failing(10), (key) -> List.of());
		assertThat(parked).isEmpty();
		assertThat(retirement.lost()).extracting(Entry::outcome).containsExactly(Outcome.RESET, Outcome.RESET);
		assertThat(retirement.lost()).extracting(Entry::key).containsExactlyInAnyOrder("one", "two");
		assertThat(retirement.lost().get(0).reason()).contains("could not be dehydrated", "pass is broken");
		assertThat(output).contains("State 'one' could not be dehydrated, so its value is lost");
	}

	private CellRetirement retire() {
		this.state.define(StateDefinition.of("one", String.class, () -> "a").history(3)).set("b");
		this.state.define("two", String.class, () -> "c");
		return CellRetirement.of(this.state, Duration.ofSeconds(1));
	}

	private Supplier<Dehydrator> failing(int times) {
		return () -> {
			if (this.passes.incrementAndGet() <= times) {
				throw new IllegalStateException("pass is broken");
			}
			return new Dehydrator((type) -> false, ContainerAdapters.load(null), null);
		};
	}

}
