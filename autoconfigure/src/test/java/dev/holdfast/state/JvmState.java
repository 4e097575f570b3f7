package dev.holdfast.state;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import reactor.test.StepVerifier;

import dev.holdfast.restart.Generation;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.state.storage.StateFileSettings;
import dev.holdfast.state.storage.TrustedTypes;
import dev.holdfast.test.AppClasses;

/**
 * What restart state is in one JVM after the other, as far as a test can tell: all that
 * they have in common is a file.
 */
final class JvmState implements AutoCloseable {

	static final Duration NEVER = Duration.ofDays(1);

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final SurvivingState surviving;

	private Generation generation;

	private AppClasses app;

	private JvmState(AppClasses app) {
		this.app = app;
		this.generation = RetirementFixture.generation(1, app.classLoader());
		this.surviving = new SurvivingState(this.generation, Clock.fixed(RestartedState.NOW, ZoneOffset.UTC),
				Duration.ofSeconds(10));
	}

	static JvmState startInMemory() {
		return new JvmState(new AppClasses());
	}

	static JvmState start(Path location) {
		return start(location, new AppClasses());
	}

	static JvmState start(Path location, TrustedTypes trusted) {
		return start(new AppClasses(), settings(location, trusted));
	}

	static JvmState start(Path location, AppClasses app) {
		return start(app, settings(location, new TrustedTypes(List.of())));
	}

	static JvmState start(Path location, AppClasses app, Duration writeDelay, Duration scanInterval) {
		return start(app, new StateFileSettings(location, writeDelay, scanInterval, new TrustedTypes(List.of())));
	}

	private static JvmState start(AppClasses app, StateFileSettings settings) {
		JvmState jvm = new JvmState(app);
		jvm.surviving.store(settings);
		return jvm;
	}

	static StateFileSettings settings(Path location, TrustedTypes trusted) {
		return new StateFileSettings(location, Duration.ofMillis(20), NEVER, trusted);
	}

	SurvivingState surviving() {
		return this.surviving;
	}

	RestartState state() {
		return this.surviving.current();
	}

	AppClasses app() {
		return this.app;
	}

	SurvivalReport live() {
		return this.surviving.live();
	}

	void restart() {
		AppClasses next = new AppClasses();
		Generation nextGeneration = RetirementFixture.generation(this.generation.number() + 1, next.classLoader());
		this.surviving.onRetirement(RetirementFixture.of(this.generation, nextGeneration));
		this.generation = nextGeneration;
		this.app = next;
	}

	void flush() {
		StepVerifier.create(state().flush()).expectComplete().verify(LIMIT);
	}

	/**
	 * End as a JVM does that is asked to.
	 */
	@Override
	public void close() {
		this.surviving.close();
	}

}
