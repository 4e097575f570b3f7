package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StateDiscardTests {

	private final RestartedState restarted = new RestartedState();

	@Test
	void startsAnewWithoutRestarts() {
		RestartState plain = RestartState.create();
		AtomicInteger runs = new AtomicInteger();
		StateCell<Integer> cell = plain
			.define(StateDefinition.of("count", Integer.class, runs::incrementAndGet).history(3));
		List<String> changes = new ArrayList<>();
		cell.onChange((oldValue, newValue) -> changes.add(oldValue + " " + newValue));
		cell.set(7);
		plain.discard("count");
		assertThat(cell.get()).isEqualTo(2);
		assertThat(cell.history()).extracting(StateChange::value).containsExactly(2);
		assertThat(changes).containsExactly("1 7", "7 2");
		assertThat(plain.keys()).containsExactly("count");
	}

	@Test
	void letsGoOfAParkedValue() {
		park();
		state().discard("item");
		assertThat(state().keys()).isEmpty();
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> state().get("item", Object.class));
		assertThat(state().define("item", Object.class, () -> "new").get()).isEqualTo("new");
	}

	@Test
	void makesACellOfAParkedValueUsable() {
		park();
		StateCell<Object> cell = state().define("item", Object.class, () -> "new");
		List<Object> changes = new ArrayList<>();
		cell.onChange((oldValue, newValue) -> changes.add(newValue));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get);
		state().discard("item");
		assertThat(cell.get()).isEqualTo("new");
		cell.set("newer");
		assertThat(changes).containsExactly("newer");
		this.restarted.restart();
		assertThat(state().get("item", Object.class)).isEqualTo("newer");
	}

	@Test
	void keepsAParkedValueIfTheInitializerFails() {
		park();
		StateCell<Object> cell = state().define("item", Object.class, () -> {
			throw new IllegalStateException("no database");
		});
		assertThatIllegalStateException().isThrownBy(() -> state().discard("item")).withMessage("no database");
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get);
		this.restarted.restart();
		assertThat(state().get("item", Object.class)).isEqualTo(this.restarted.app().item("apple"));
	}

	@Test
	void letsGoOfAValueThatIsKnownByItsKeyAlone() {
		state().define("count", Integer.class, () -> 1);
		this.restarted.restart();
		state().set("count", 2);
		state().discard("count");
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> state().set("count", 3));
		assertThat(state().define("count", Integer.class, () -> 5).get()).isEqualTo(5);
	}

	@Test
	void refusesWhatIsUnknown() {
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> state().discard("lion"))
			.withMessageContaining("Defined are: []");
		assertThatIllegalArgumentException().isThrownBy(() -> state().discard(" "))
			.withMessage("'key' must not be empty");
	}

	@Test
	void refusesToDiscardWithinAnUpdate() {
		StateCell<Integer> cell = state().define("count", Integer.class, () -> 1);
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> {
			state().discard("count");
			return value;
		})).withMessageStartingWith("State 'count' is written within its own update");
	}

	@Test
	void isRefusedOnceItsGenerationIsRetired() {
		RestartState retired = state();
		retired.define("count", Integer.class, () -> 1).set(2);
		this.restarted.restart();
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(() -> retired.discard("count"));
		assertThat(state().get("count", Integer.class)).isEqualTo(2);
	}

	private void park() {
		Object apple = this.restarted.app().item("apple");
		state().define("item", Object.class, () -> apple);
		this.restarted.restart(AppClasses.without(Item.class));
	}

	private RestartState state() {
		return this.restarted.state();
	}

}
