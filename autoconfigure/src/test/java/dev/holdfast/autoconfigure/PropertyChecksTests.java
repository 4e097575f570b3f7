package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertyChecksTests {

	@Test
	void letsPassWhatIsValid() {
		assertThat(PropertyChecks.notNegative("a.b", Duration.ZERO)).isZero();
		assertThat(PropertyChecks.positive("a.b", Duration.ofNanos(1))).hasNanos(1);
		assertThat(PropertyChecks.atLeast(3, "a.b", 3)).isEqualTo(3);
		assertThat(PropertyChecks.<Integer>explained("a.b", "1", () -> 1)).isEqualTo(1);
	}

	@Test
	void namesPropertyValueAndReason() {
		assertInvalid(() -> PropertyChecks.notNegative("a.b", Duration.ofNanos(-1)), "PT-0.000000001S",
				"It must not be negative");
		assertInvalid(() -> PropertyChecks.positive("a.b", Duration.ZERO), "PT0S", "It must be longer than zero");
		assertInvalid(() -> PropertyChecks.atLeast(3, "a.b", 2), "2", "It must be at least 3");
		assertInvalid(() -> PropertyChecks.explained("a.b", "x", () -> {
			throw new IllegalArgumentException("No such thing");
		}), "x", "No such thing");
	}

	private static void assertInvalid(Runnable check, String value, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(check::run)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("a.b"))
			.satisfies((ex) -> assertThat(ex.getValue()).hasToString(value))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

}
