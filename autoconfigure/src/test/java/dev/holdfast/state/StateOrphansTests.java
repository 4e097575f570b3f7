package dev.holdfast.state;

import org.junit.jupiter.api.Test;

import dev.holdfast.state.SurvivalReport.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StateOrphansTests {

	private final RestartedState restarted = new RestartedState();

	@Test
	void keepsThemForeverByDefault() {
		state().define("old", String.class, () -> "value");
		for (int i = 0; i < 30; i++) {
			this.restarted.restart();
			this.restarted.live();
		}
		assertThat(state().get("old", String.class)).isEqualTo("value");
	}

	@Test
	void namesThemOnceALiveGenerationHasNotAskedForThem() {
		state().define("old", String.class, () -> "value");
		this.restarted.live();
		this.restarted.restart();
		assertThat(this.restarted.live().toString()).startsWith("Generation 2: 1 key not asked for yet (old) in ");
		this.restarted.restart();
		assertThat(this.restarted.live().toString()).startsWith("Generation 3: 1 key orphaned (old) in ");
		this.restarted.restart();
		state().get("old", String.class);
		assertThat(this.restarted.live().entries(Outcome.KEPT)).hasSize(1);
		this.restarted.restart();
		assertThat(this.restarted.live().entries(Outcome.WAITING)).hasSize(1);
	}

	@Test
	void discardsThemAfterAsManyGenerationsAsAreConfigured() {
		this.restarted.surviving().use(new StateSettings(0, 2));
		state().define("old", String.class, () -> "value");
		this.restarted.restart();
		this.restarted.live();
		this.restarted.restart();
		this.restarted.live();
		assertThat(state().keys()).containsExactly("old");
		this.restarted.restart();
		assertThat(state().keys()).isEmpty();
		assertThat(this.restarted.live().toString()).startsWith("Generation 4: 1 key reset "
				+ "(old: discarded, as no generation has asked for it for 2 restarts) in ");
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> state().get("old", String.class));
	}

	@Test
	void countsOnlyGenerationsThatWentLive() {
		this.restarted.surviving().use(new StateSettings(0, 1));
		state().define("old", String.class, () -> "value");
		for (int i = 0; i < 5; i++) {
			this.restarted.restart();
		}
		assertThat(state().get("old", String.class)).isEqualTo("value");
	}

	@Test
	void doesNotCountGenerationsThatAskInVain() {
		this.restarted.surviving().use(new StateSettings(0, 1));
		state().define("name", String.class, () -> "value");
		this.restarted.restart();
		StateCell<Integer> parked = state().define("name", Integer.class, () -> 1);
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(parked::get);
		this.restarted.live();
		this.restarted.restart();
		assertThat(state().get("name", String.class)).isEqualTo("value");
	}

	@Test
	void countsFromTheLastGenerationThatAsked() {
		this.restarted.surviving().use(new StateSettings(0, 2));
		state().define("name", String.class, () -> "value");
		for (int i = 0; i < 4; i++) {
			this.restarted.restart();
			this.restarted.live();
			this.restarted.restart();
			this.restarted.live();
			assertThat(state().get("name", String.class)).isEqualTo("value");
		}
	}

	@Test
	void refusesWrongSettings() {
		assertThatIllegalArgumentException().isThrownBy(() -> new StateSettings(0, 0))
			.withMessage("'discardOrphansAfter' must be at least 1 [0]");
		assertThatIllegalArgumentException().isThrownBy(() -> new StateSettings(-1, null))
			.withMessage("'historySize' must not be negative [-1]");
	}

	private RestartState state() {
		return this.restarted.state();
	}

}
