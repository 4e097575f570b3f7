package dev.holdfast.state;

import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.holdfast.state.migration.StateView;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateVersionsTests {

	private final RestartedState restarted = new RestartedState();

	private final StateDefinition<Object> definition = StateDefinition.of("name", Object.class,
			() -> this.restarted.app().item("apple"));

	@Test
	void runsTheStepsToItsVersion() {
		state().define(this.definition);
		this.restarted.restart();
		StateCell<Object> cell = state()
			.define(this.definition.version(3).migrate(1, append("!")).migrate(2, append("?")));
		assertThat(cell.get()).isEqualTo(this.restarted.app().item("apple!?"));
		this.restarted.restart();
		cell = state().define(this.definition.version(3).migrate(1, append("!")).migrate(2, append("?")));
		assertThat(cell.get()).isEqualTo(this.restarted.app().item("apple!?"));
	}

	@Test
	void runsStepsOverValuesOfTheJdk() {
		state().define("count", Object.class, () -> "7");
		this.restarted.restart();
		StateDefinition<Object> count = StateDefinition.of("count", Object.class, () -> 0)
			.version(2)
			.migrate(1, (old) -> Integer.valueOf(old.as(String.class)));
		assertThat(state().define(count).get()).isEqualTo(7);
	}

	@Test
	void parksIfAStepIsMissing() {
		state().define(this.definition);
		this.restarted.restart();
		StateCell<Object> cell = state()
			.define(this.definition.version(4).migrate(1, append("!")).migrate(3, append("?")));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get)
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo("It was written by version 1, "
					+ "this definition is version 4, and there is no migration from version 2 to 3"));
		this.restarted.restart();
		assertThat(state().define(this.definition).get()).isEqualTo(this.restarted.app().item("apple"));
	}

	@Test
	void parksIfTheVersionIsLower() {
		state().define(this.definition.version(3));
		this.restarted.restart();
		StateCell<Object> cell = state().define(this.definition.version(2));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get)
			.withMessageContaining("It was written by version 3, and this definition is version 2.");
		this.restarted.restart();
		assertThat(state().define(this.definition.version(3)).get()).isEqualTo(this.restarted.app().item("apple"));
	}

	@Test
	void parksIfAStepFails() {
		state().define(this.definition);
		this.restarted.restart();
		StateCell<Object> cell = state().define(this.definition.version(2).migrate(1, (old) -> {
			throw new IllegalStateException("step is broken");
		}));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get)
			.withMessageContaining("step is broken");
		this.restarted.restart();
		assertThat(state().define(this.definition.version(2).migrate(1, append("!"))).get())
			.isEqualTo(this.restarted.app().item("apple!"));
	}

	@Test
	void keepsTheVersionOfAValueThatIsKnownByItsKeyAlone() {
		state().define(this.definition.version(2));
		this.restarted.restart();
		state().get("name", Object.class);
		this.restarted.restart();
		StateCell<Object> cell = state().define(this.definition.version(3).migrate(2, append("!")));
		assertThat(cell.get()).isEqualTo(this.restarted.app().item("apple!"));
	}

	@Test
	void refusesADefinitionThatComesTooLate() {
		state().define(this.definition);
		this.restarted.restart();
		state().get("name", Object.class);
		assertThatExceptionOfType(StateDefinitionConflictException.class)
			.isThrownBy(() -> state().define(this.definition.version(2).migrate(1, append("!"))))
			.withMessageMatching(
					"(?s)State 'name' was used by its key at .*StateVersionsTests.*, before it was defined "
							+ "with version 2 or with former names at .*StateVersionsTests.* Define it before it is used.*");
		assertThatExceptionOfType(StateDefinitionConflictException.class)
			.isThrownBy(() -> state().define(this.definition.renamed("com.example.Former", String.class)));
		assertThat(state().define(this.definition).get()).isEqualTo(this.restarted.app().item("apple"));
	}

	@Test
	void takesADefinitionAfterAnAttemptByKeyFailed() {
		state().define(this.definition);
		this.restarted.restart(AppClasses.without(Item.class));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> state().get("name", Object.class));
		StateDefinition<Object> plain = this.definition.version(2)
			.migrate(1, (old) -> "just " + old.get("name", String.class));
		assertThat(state().define(plain).get()).isEqualTo("just apple");
		assertThat(state().get("name", Object.class)).isEqualTo("just apple");
	}

	private static Function<StateView, Object> append(String suffix) {
		return (old) -> old.with("name", old.get("name", String.class) + suffix);
	}

	private RestartState state() {
		return this.restarted.state();
	}

}
