package dev.holdfast.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.holdfast.restart.Generation;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;

/**
 * Restart state in one generation after the other.
 */
public final class RestartedState {

	static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

	private final SurvivingState surviving;

	private Generation generation;

	private AppClasses app = new AppClasses();

	/**
	 * Begin with a first generation.
	 */
	public RestartedState() {
		this(Duration.ofSeconds(10));
	}

	RestartedState(Duration freezeLimit) {
		this.generation = RetirementFixture.generation(1, this.app.classLoader());
		this.surviving = new SurvivingState(this.generation, Clock.fixed(NOW, ZoneOffset.UTC), freezeLimit);
	}

	SurvivingState surviving() {
		return this.surviving;
	}

	/**
	 * Return the state of the running generation.
	 * @return the state
	 */
	public RestartState state() {
		return this.surviving.current();
	}

	/**
	 * Return the classes of the running generation.
	 * @return the classes
	 */
	public AppClasses app() {
		return this.app;
	}

	/**
	 * Restart with unchanged classes.
	 */
	public void restart() {
		restart(new AppClasses());
	}

	/**
	 * Restart with changed classes.
	 * @param next the classes of the next generation
	 */
	public void restart(AppClasses next) {
		Generation nextGeneration = RetirementFixture.generation(this.generation.number() + 1, next.classLoader());
		this.surviving.onRetirement(RetirementFixture.of(this.generation, nextGeneration));
		this.generation = nextGeneration;
		this.app = next;
	}

	SurvivalReport live() {
		return this.surviving.live();
	}

}
