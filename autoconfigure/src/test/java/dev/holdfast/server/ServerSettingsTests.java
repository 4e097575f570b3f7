package dev.holdfast.server;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.holdfast.access.AccessGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerSettingsTests {

	@Test
	void acceptsZero() {
		ServerSettings settings = new ServerSettings(Duration.ZERO, 0, Duration.ZERO, AccessGate.local(), Duration.ZERO,
				Set.of());
		assertThat(settings.maxParked()).isZero();
	}

	@Test
	void refusesNegativeBounds() {
		Duration negative = Duration.ofSeconds(-1);
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new ServerSettings(negative, 1, Duration.ZERO, AccessGate.local(), Duration.ZERO, Set.of()))
			.withMessage("'parkTimeout' must not be negative [PT-1S]");
		assertThatIllegalArgumentException().isThrownBy(
				() -> new ServerSettings(Duration.ZERO, -1, Duration.ZERO, AccessGate.local(), Duration.ZERO, Set.of()))
			.withMessage("'maxParked' must not be negative [-1]");
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new ServerSettings(Duration.ZERO, 1, negative, AccessGate.local(), Duration.ZERO, Set.of()))
			.withMessage("'drainTimeout' must not be negative [PT-1S]");
	}

}
