package dev.holdfast.restart;

import java.lang.reflect.RecordComponent;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartFailureTests {

	@Test
	void namesTypeAndMessageOfTheFailure() {
		StartFailure failure = StartFailure.of(new IllegalStateException("no port"));
		assertThat(failure.cause()).isEqualTo("IllegalStateException: no port");
		assertThat(failure.description()).isEqualTo(failure.cause());
		assertThat(failure.action()).isNull();
	}

	@Test
	void keepsTheCauseWhenItIsAnalyzed() {
		StartFailure failure = StartFailure.of(new IllegalStateException("no port")).analyzed("what", "how");
		assertThat(failure).isEqualTo(new StartFailure("what", "how", "IllegalStateException: no port"));
	}

	@Test
	void holdsTextAlone() {
		assertThat(StartFailure.class.getRecordComponents()).extracting(RecordComponent::getType)
			.allMatch(String.class::equals);
	}

}
