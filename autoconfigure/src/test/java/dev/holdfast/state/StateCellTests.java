package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StateCellTests {

	private final RestartState state = RestartState.create();

	private final List<String> changes = new ArrayList<>();

	@Test
	void resetsToTheInitialValue() {
		AtomicInteger runs = new AtomicInteger();
		StateCell<Integer> cell = this.state.define("count", Integer.class, runs::incrementAndGet);
		cell.set(7);
		assertThat(cell.reset()).isEqualTo(2);
		assertThat(cell.get()).isEqualTo(2);
	}

	@Test
	void keepsItsValueIfItCannotBeReset() {
		AtomicInteger runs = new AtomicInteger();
		StateCell<String> cell = this.state.define("name", String.class, () -> {
			if (runs.incrementAndGet() == 2) {
				throw new IllegalStateException("no database");
			}
			return (runs.get() == 3) ? null : "one";
		});
		cell.set("two");
		assertThatIllegalStateException().isThrownBy(cell::reset).withMessage("no database");
		assertThatExceptionOfType(UnsupportedStateException.class).isThrownBy(cell::reset);
		assertThat(cell.get()).isEqualTo("two");
	}

	@Test
	void refusesToBeResetWithinItsOwnUpdateOrInitializer() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> cell.reset()))
			.withMessageStartingWith("State 'name' is written within its own update");
		List<StateCell<String>> self = new ArrayList<>();
		self.add(this.state.define("self", String.class, () -> self.isEmpty() ? "one" : self.get(0).reset()));
		assertThatIllegalStateException().isThrownBy(self.get(0)::reset)
			.withMessageContaining("The initializer of state 'self'");
	}

	@Test
	void tellsListenersOfEachChange() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		cell.onChange((oldValue, newValue) -> this.changes.add("first " + oldValue + " " + newValue));
		Disposable second = cell
			.onChange((oldValue, newValue) -> this.changes.add("second " + oldValue + " " + newValue));
		cell.set(5);
		cell.update((value) -> value + 1);
		second.dispose();
		second.dispose();
		cell.reset();
		this.state.set("count", 9);
		assertThat(this.changes).containsExactly("first 0 5", "second 0 5", "first 5 6", "second 5 6", "first 6 0",
				"first 0 9");
	}

	@Test
	void tellsListenersOfNoChangeThatFailed() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		cell.onChange((oldValue, newValue) -> this.changes.add("changed"));
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> {
			throw new IllegalStateException("no");
		}));
		assertThat(this.changes).isEmpty();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void goesOnIfAListenerFails(CapturedOutput output) {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		cell.onChange((oldValue, newValue) -> {
			throw new IllegalStateException("listener is broken");
		});
		cell.onChange((oldValue, newValue) -> cell.set(99));
		cell.onChange((oldValue, newValue) -> this.changes.add("third"));
		assertThat(cell.update((value) -> value + 1)).isEqualTo(1);
		assertThat(cell.get()).isEqualTo(1);
		assertThat(this.changes).containsExactly("third");
		assertThat(output).contains("A listener to state 'count' failed; the change stands", "listener is broken",
				"within its own update");
	}

	@Test
	void showsListenersTheNewValue() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		cell.onChange((oldValue, newValue) -> this.changes.add(cell.get() + " " + cell.history().size()));
		cell.set(3);
		assertThat(this.changes).containsExactly("3 0");
	}

	@Test
	void registersAListenerTwice() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		StateChangeListener<Integer> listener = (oldValue, newValue) -> this.changes.add("changed");
		cell.onChange(listener);
		cell.onChange(listener).dispose();
		cell.set(1);
		assertThat(this.changes).containsExactly("changed");
		assertThatIllegalArgumentException().isThrownBy(() -> cell.onChange(null))
			.withMessage("'listener' must not be null");
	}

	@Test
	void remembersNothingByDefault() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 0);
		cell.set(1);
		assertThat(cell.history()).isEmpty();
	}

	@Test
	void remembersTheLatestValues() {
		StateCell<Integer> cell = this.state.define(StateDefinition.of("count", Integer.class, () -> 0).history(3));
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(0);
		for (int i = 1; i < 6; i++) {
			cell.update((value) -> value + 1);
		}
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(3, 4, 5);
		assertThat(cell.history()).extracting(StateChange::generation).containsOnly(1);
		assertThat(cell.history()).extracting(StateChange::time).isSorted();
		assertThat(cell.history().get(2).value()).isSameAs(cell.get());
	}

	@Test
	void remembersAsManyAsIsConfigured() {
		RestartState state = RestartState.create(2);
		StateCell<Integer> cell = state.define("count", Integer.class, () -> 0);
		StateCell<Integer> other = state.define(StateDefinition.of("other", Integer.class, () -> 0).history(0));
		cell.set(1);
		cell.set(2);
		other.set(1);
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(1, 2);
		assertThat(other.history()).isEmpty();
	}

}
