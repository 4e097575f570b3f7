package dev.holdfast.retry;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryCountsTests {

	@Test
	void countsEachOutcomeByItself() {
		RetryCounts counts = new RetryCounts();
		counts.held();
		counts.held();
		counts.retried();
		assertThat(counts.getHeld()).isEqualTo(2);
		assertThat(counts.getRetried()).isEqualTo(1);
		assertThat(counts.getExpired()).isZero();
		counts.expired();
		counts.passed();
		assertThat(counts.getExpired()).isEqualTo(1);
		assertThat(counts.getPassed()).isEqualTo(1);
	}

	@Test
	void outlivesRestarts() {
		assertThat(RetryCounts.get()).isSameAs(RetryCounts.get());
	}

}
