package dev.holdfast.state;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateHistoryTests {

	private final RestartedState restarted = new RestartedState();

	private final StateDefinition<Object> definition = StateDefinition
		.of("item", Object.class, () -> this.restarted.app().item("apple"))
		.history(3);

	@Test
	void survivesWithTheValue() {
		state().define(this.definition).set("pear");
		this.restarted.restart();
		StateCell<Object> cell = state().define(this.definition);
		cell.set(item("plum"));
		this.restarted.restart();
		cell = state().define(this.definition);
		assertThat(cell.history()).containsExactly(new StateChange<>(item("apple"), RestartedState.NOW, 1),
				new StateChange<>("pear", RestartedState.NOW, 1),
				new StateChange<>(item("plum"), RestartedState.NOW, 2));
		assertThat(cell.history().get(2).value()).isSameAs(cell.get());
	}

	@Test
	void survivesIfTheKeyAloneIsUsed() {
		state().define(this.definition).set("pear");
		this.restarted.restart();
		state().set("item", "plum");
		this.restarted.restart();
		state().get("item", Object.class);
		this.restarted.restart();
		assertThat(values()).containsExactly(item("apple"), "pear", "plum");
	}

	@Test
	void runsTheStepsOfAMigrationOverAllValues() {
		state().define(this.definition).set(item("pear"));
		this.restarted.restart();
		StateCell<Object> cell = state()
			.define(this.definition.version(2).migrate(1, (old) -> old.get("name", String.class)));
		assertThat(cell.history()).extracting(StateChange::value).isEqualTo(List.of("apple", "pear"));
	}

	@Test
	void forgetsWhatCannotBeMigrated() {
		StateCell<Object> cell = state().define(this.definition);
		cell.set("pear");
		this.restarted.restart(AppClasses.without(Item.class));
		assertThat(state().define(this.definition).get()).isEqualTo("pear");
		assertThat(values()).containsExactly("pear");
		this.restarted.restart();
		assertThat(values()).containsExactly("pear");
	}

	@Test
	void isParkedWithTheValue() {
		StateCell<Object> cell = state().define(this.definition);
		cell.set(item("pear"));
		this.restarted.restart(AppClasses.without(Item.class));
		StateCell<Object> parked = state().define(this.definition);
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(parked::get);
		assertThat(parked.history()).isEmpty();
		this.restarted.restart();
		assertThat(values()).containsExactly(item("apple"), item("pear"));
	}

	@Test
	void followsTheSizeOfTheDefinition() {
		state().define(this.definition).set("pear");
		this.restarted.restart();
		assertThat(state().define(this.definition.history(1)).history()).extracting(StateChange::value)
			.isEqualTo(List.of("pear"));
		this.restarted.restart();
		assertThat(state().define(this.definition.history(0)).history()).isEmpty();
		this.restarted.restart();
		assertThat(values()).containsExactly("pear");
	}

	@Test
	void followsTheSettings() {
		this.restarted.surviving().use(new StateSettings(2, null));
		StateCell<Integer> cell = state().define("count", Integer.class, () -> 0);
		cell.set(1);
		cell.set(2);
		this.restarted.restart();
		assertThat(state().define("count", Integer.class, () -> 0).history()).extracting(StateChange::value)
			.containsExactly(1, 2);
	}

	private List<Object> values() {
		return state().define(this.definition).history().stream().map(StateChange::value).toList();
	}

	private Object item(String name) {
		return this.restarted.app().item(name);
	}

	private RestartState state() {
		return this.restarted.state();
	}

}
