package dev.holdfast.retry;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBackoffTests {

	@Test
	void doublesTheBackoffUpToALimit() {
		RetryBackoff backoff = new RetryBackoff(Duration.ofMillis(200), Duration.ofSeconds(1));
		assertThat(backoff.before(0)).isZero();
		assertThat(backoff.before(1)).isZero();
		assertThat(backoff.before(2)).isEqualTo(Duration.ofMillis(200));
		assertThat(backoff.before(3)).isEqualTo(Duration.ofMillis(400));
		assertThat(backoff.before(4)).isEqualTo(Duration.ofMillis(800));
		assertThat(backoff.before(5)).isEqualTo(Duration.ofSeconds(1));
		assertThat(backoff.before(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void neverWaitsLongerThanTheLimit() {
		assertThat(new RetryBackoff(Duration.ofSeconds(9), Duration.ofSeconds(1)).before(2))
			.isEqualTo(Duration.ofSeconds(1));
		assertThat(new RetryBackoff(Duration.ZERO, Duration.ofSeconds(1)).before(9)).isZero();
		assertThat(new RetryBackoff(Duration.ofSeconds(9), Duration.ZERO).before(9)).isZero();
	}

}
