package dev.holdfast.retry;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetrySettingsTests {

	@Test
	void coversAllMethodsUnlessSomeAreNamed() {
		assertThat(settings(Set.of()).covers(HttpMethod.valueOf("BREW"))).isTrue();
		RetrySettings gets = settings(Set.of(HttpMethod.GET));
		assertThat(gets.covers(HttpMethod.GET)).isTrue();
		assertThat(gets.covers(HttpMethod.POST)).isFalse();
	}

	@Test
	void takesMethodsInAnyCase() {
		RetrySettings settings = settings(
				Set.of(HttpMethod.valueOf("get"), HttpMethod.valueOf("Post"), HttpMethod.GET));
		assertThat(settings.methods()).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.POST);
		assertThat(settings.covers(HttpMethod.GET)).isTrue();
	}

	@Test
	void namesTheSettingThatIsWrong() {
		Duration ok = Duration.ZERO;
		Duration wrong = Duration.ofMillis(-1);
		RetryBackoff none = RetryBackoff.NONE;
		assertWrong("quietPeriod", () -> new RetrySettings(wrong, ok, 0, none, ok, Set.of(), 1));
		assertWrong("maxWait", () -> new RetrySettings(ok, wrong, 0, none, ok, Set.of(), 1));
		assertWrong("maxAttempts", () -> new RetrySettings(ok, ok, -1, none, ok, Set.of(), 1));
		assertWrong("spread", () -> new RetrySettings(ok, ok, 0, none, wrong, Set.of(), 1));
		assertWrong("maxHeld", () -> new RetrySettings(ok, ok, 0, none, ok, Set.of(), -1));
		assertWrong("initial", () -> new RetryBackoff(wrong, ok));
		assertWrong("max", () -> new RetryBackoff(ok, wrong));
	}

	private static void assertWrong(String name, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run)
			.withMessageStartingWith("'" + name + "' must not be negative [");
	}

	private static RetrySettings settings(Set<HttpMethod> methods) {
		return new RetrySettings(Duration.ZERO, Duration.ZERO, 3, RetryBackoff.NONE, Duration.ZERO, methods, 1);
	}

}
