package dev.holdfast.retry;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetrySettingsTests {

	@Test
	void doublesTheBackoffUpToALimit() {
		RetrySettings settings = settings(Duration.ofMillis(200), Duration.ofSeconds(1));
		assertThat(settings.backoff(0)).isZero();
		assertThat(settings.backoff(1)).isZero();
		assertThat(settings.backoff(2)).isEqualTo(Duration.ofMillis(200));
		assertThat(settings.backoff(3)).isEqualTo(Duration.ofMillis(400));
		assertThat(settings.backoff(4)).isEqualTo(Duration.ofMillis(800));
		assertThat(settings.backoff(5)).isEqualTo(Duration.ofSeconds(1));
		assertThat(settings.backoff(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void neverWaitsLongerThanTheLimit() {
		assertThat(settings(Duration.ofSeconds(9), Duration.ofSeconds(1)).backoff(2)).isEqualTo(Duration.ofSeconds(1));
		assertThat(settings(Duration.ZERO, Duration.ofSeconds(1)).backoff(9)).isZero();
		assertThat(settings(Duration.ofSeconds(9), Duration.ZERO).backoff(9)).isZero();
	}

	@Test
	void coversAllMethodsUnlessSomeAreNamed() {
		Duration second = Duration.ofSeconds(1);
		assertThat(settings(second, second).covers(HttpMethod.valueOf("BREW"))).isTrue();
		RetrySettings gets = new RetrySettings(second, second, 1, second, second, second, Set.of(HttpMethod.GET));
		assertThat(gets.covers(HttpMethod.GET)).isTrue();
		assertThat(gets.covers(HttpMethod.POST)).isFalse();
	}

	@Test
	void takesMethodsInAnyCase() {
		Duration second = Duration.ofSeconds(1);
		RetrySettings settings = new RetrySettings(second, second, 1, second, second, second,
				Set.of(HttpMethod.valueOf("get"), HttpMethod.valueOf("Post"), HttpMethod.GET));
		assertThat(settings.methods()).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.POST);
		assertThat(settings.covers(HttpMethod.GET)).isTrue();
	}

	@Test
	void namesTheSettingThatIsWrong() {
		Duration ok = Duration.ZERO;
		Duration wrong = Duration.ofMillis(-1);
		assertWrong("quietPeriod", () -> new RetrySettings(wrong, ok, 0, ok, ok, ok, Set.of()));
		assertWrong("maxWait", () -> new RetrySettings(ok, wrong, 0, ok, ok, ok, Set.of()));
		assertWrong("maxAttempts", () -> new RetrySettings(ok, ok, -1, ok, ok, ok, Set.of()));
		assertWrong("initialBackoff", () -> new RetrySettings(ok, ok, 0, wrong, ok, ok, Set.of()));
		assertWrong("maxBackoff", () -> new RetrySettings(ok, ok, 0, ok, wrong, ok, Set.of()));
		assertWrong("spread", () -> new RetrySettings(ok, ok, 0, ok, ok, wrong, Set.of()));
		assertWrong("maxHeld", () -> new RetrySettings(ok, ok, 0, ok, ok, ok, Set.of(), -1));
	}

	private static void assertWrong(String name, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run)
			.withMessageStartingWith("'" + name + "' must not be negative [");
	}

	private static RetrySettings settings(Duration initialBackoff, Duration maxBackoff) {
		return new RetrySettings(Duration.ZERO, Duration.ZERO, 3, initialBackoff, maxBackoff, Duration.ZERO, Set.of());
	}

}
