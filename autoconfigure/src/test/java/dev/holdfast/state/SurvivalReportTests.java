package dev.holdfast.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;
import dev.holdfast.test.app.PricedItem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@ExtendWith(OutputCaptureExtension.class)
class SurvivalReportTests {

	private final RestartedState restarted = new RestartedState();

	@Test
	void saysNothingOfTheFirstGeneration(CapturedOutput output) {
		define();
		assertThat(this.restarted.live()).isNull();
		assertThat(this.restarted.surviving().reports().latest()).isEmpty();
		assertThat(output).doesNotContain("Generation 1");
	}

	@Test
	void saysNothingIfThereIsNothingToTell(CapturedOutput output) {
		this.restarted.restart();
		assertThat(this.restarted.live().entries()).isEmpty();
		assertThat(output).doesNotContain("Generation 2");
	}

	@Test
	void tellsWhatBecameOfEachKey(CapturedOutput output) {
		define();
		state().define("unused", String.class, () -> "value");
		this.restarted.restart(AppClasses.without(Item.class));
		define();
		state().discard("gone");
		SurvivalReport report = this.restarted.live();
		assertThat(report.generation()).isEqualTo(2);
		assertThat(report.time()).isEqualTo(RestartedState.NOW);
		assertThat(report.entries()).extracting(Entry::key, Entry::outcome)
			.containsExactly(tuple("cart", Outcome.PARKED), tuple("count", Outcome.KEPT), tuple("gone", Outcome.RESET),
					tuple("unused", Outcome.WAITING));
		assertThat(report.entries(Outcome.PARKED).get(0).reason()).contains(Item.class.getName(), " at 'value[0]'");
		assertThat(report.toString()).matches("Generation 2: 1 key kept, 1 reset \\(gone: discarded\\), "
				+ "1 parked \\(cart: .*Item.*\\), 1 not asked for yet \\(unused\\) in \\d+ ms");
		assertThat(output).containsOnlyOnce(report.toString());
		assertThat(this.restarted.live()).isNull();
	}

	@Test
	void countsWhatWasMigrated() {
		define();
		this.restarted.restart();
		define();
		SurvivalReport report = this.restarted.live();
		assertThat(report.toString()).startsWith("Generation 2: 2 keys kept, 1 migrated in ");
		Entry entry = report.entries(Outcome.MIGRATED).get(0);
		assertThat(entry.objects()).isEqualTo(2);
		assertThat(entry.duration()).isPositive();
		assertThat(entry.toString()).matches("State 'cart' is migrated \\(2 objects, [\\d.]+ ms\\)");
		assertThat(report.duration()).isGreaterThanOrEqualTo(report.dehydration().plus(entry.duration()));
	}

	@Test
	void callsAValueMigratedThatIsAnother() {
		define();
		this.restarted.restart();
		state().define(StateDefinition.of("gone", Object.class, () -> "x")
			.version(2)
			.migrate(1, (old) -> "changed " + old.as(String.class)));
		assertThat(this.restarted.live().entries(Outcome.MIGRATED)).extracting(Entry::key).containsExactly("gone");
	}

	@Test
	void addsWhatIsAskedForLater(CapturedOutput output) {
		define();
		this.restarted.restart(AppClasses.without(Item.class));
		this.restarted.live();
		assertThat(latest().entries(Outcome.WAITING)).hasSize(3);
		StateCell<Object> cart = state().define("cart", Object.class, List::of);
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cart::get);
		state().get("count", AtomicLong.class);
		assertThat(latest().entries()).extracting(Entry::outcome)
			.containsExactly(Outcome.PARKED, Outcome.KEPT, Outcome.WAITING);
		assertThat(output).contains("State 'cart' is parked: ");
		state().discard("cart");
		assertThat(latest().entries(Outcome.RESET)).extracting(Entry::key).containsExactly("cart");
	}

	@Test
	void reportsNoGenerationThatFailed(CapturedOutput output) {
		define();
		this.restarted.restart();
		define();
		this.restarted.restart();
		define();
		this.restarted.live();
		assertThat(this.restarted.surviving().reports().all()).extracting(SurvivalReport::generation)
			.containsExactly(3);
		assertThat(output).doesNotContain("Generation 2");
	}

	@Test
	void tellsWhatAGenerationChangedThatFailed() {
		Object apple = this.restarted.app().item("apple");
		state().define("item", Object.class, () -> apple);
		this.restarted.restart();
		Class<?> priced = this.restarted.app().load(PricedItem.class);
		state().define(StateDefinition.of("item", Object.class, Object::new).renamed(Item.class.getName(), priced));
		this.restarted.restart();
		assertThat(state().get("item", Object.class)).hasToString("PricedItem[name=apple, price=Optional.empty]");
		assertThat(this.restarted.live().entries().get(0).changes()).contains("PricedItem: added price (empty)");
		this.restarted.restart();
		state().get("item", Object.class);
		assertThat(this.restarted.live().entries().get(0).changes()).isEmpty();
	}

	@Test
	void keepsTheLastTwenty() {
		for (int i = 0; i < 25; i++) {
			this.restarted.restart();
			this.restarted.live();
		}
		List<SurvivalReport> all = this.restarted.surviving().reports().all();
		assertThat(all).extracting(SurvivalReport::generation).hasSize(20).startsWith(7).endsWith(26);
		assertThat(latest()).isEqualTo(all.get(19));
	}

	@Test
	void namesTheFirstFiveKeys() {
		List<Entry> entries = IntStream.range(0, 8)
			.mapToObj((i) -> new Entry("key" + i, Outcome.WAITING, null, List.of(), 0, Duration.ofMillis(1)))
			.toList();
		SurvivalReport report = new SurvivalReport(4, RestartedState.NOW, Duration.ofMillis(4), Duration.ZERO, entries);
		assertThat(report)
			.hasToString("Generation 4: 8 keys not asked for yet (key0; key1; key2; key3; key4; and 3 more) in 12 ms");
	}

	@Test
	void tellsWhatChanged() {
		Entry entry = new Entry("cart", Outcome.MIGRATED, null,
				List.of("Item: added discount (empty)", "Item: dropped note"), 1, Duration.ofNanos(1_230_000));
		assertThat(entry).hasToString(
				"State 'cart' is migrated (1 object, 1.2 ms): Item: added discount (empty); Item: dropped note");
	}

	private void define() {
		AppClasses app = this.restarted.app();
		state().define("count", AtomicLong.class, AtomicLong::new);
		state().define("gone", String.class, () -> "value");
		state().define("cart", Object.class, () -> new ArrayList<>(List.of(app.item("apple"))));
	}

	private SurvivalReport latest() {
		return this.restarted.surviving().reports().latest().orElseThrow();
	}

	private RestartState state() {
		return this.restarted.state();
	}

}
