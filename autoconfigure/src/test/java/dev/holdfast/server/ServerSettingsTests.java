package dev.holdfast.server;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerSettingsTests {

	@Test
	void acceptsZero() {
		ServerSettings settings = new ServerSettings(Duration.ZERO, 0, Duration.ZERO);
		assertThat(settings.maxParked()).isZero();
	}

	@Test
	void refusesNegativeBounds() {
		Duration negative = Duration.ofSeconds(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> new ServerSettings(negative, 1, Duration.ZERO))
			.withMessage("'parkTimeout' must not be negative [PT-1S]");
		assertThatIllegalArgumentException().isThrownBy(() -> new ServerSettings(Duration.ZERO, -1, Duration.ZERO))
			.withMessage("'maxParked' must not be negative [-1]");
		assertThatIllegalArgumentException().isThrownBy(() -> new ServerSettings(Duration.ZERO, 1, negative))
			.withMessage("'drainTimeout' must not be negative [PT-1S]");
	}

}
