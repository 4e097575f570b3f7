package dev.holdfast.restart;

import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.NoSuchFileException;

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
	void namesTheTypeAloneWithoutAMessage() {
		assertThat(StartFailure.of(new IllegalStateException()).cause()).isEqualTo("IllegalStateException");
	}

	@Test
	void namesEachCauseOnALine() {
		Throwable failure = new IllegalStateException("no bean",
				new UncheckedIOException("no file", new NoSuchFileException("a.txt")));
		assertThat(StartFailure.of(failure).cause().lines()).containsExactly("IllegalStateException: no bean",
				"UncheckedIOException: no file", "NoSuchFileException: a.txt");
	}

	@Test
	void endsWhereCausesRunInACircle() {
		Exception first = new IllegalStateException("first");
		first.initCause(new IllegalArgumentException("second", first));
		assertThat(StartFailure.of(first).cause().lines()).containsExactly("IllegalStateException: first",
				"IllegalArgumentException: second");
	}

	@Test
	void boundsCausesAndMessages() {
		Throwable failure = new IllegalStateException("x".repeat(100_000));
		for (int i = 0; i < 1000; i++) {
			failure = new IllegalStateException("cause " + i, failure);
		}
		assertThat(StartFailure.of(failure).cause().lines()).hasSize(20);
		assertThat(StartFailure.of(new IllegalStateException("x".repeat(100_000))).cause()).hasSizeLessThan(2100)
			.contains("truncated");
	}

	@Test
	void acceptsExceptionsThatCannotTellOfThemselves() {
		RuntimeException silent = new RuntimeException() {

			@Override
			public String getMessage() {
				throw new NoClassDefFoundError("gone");
			}

			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException("no");
			}

		};
		assertThat(StartFailure.of(silent).cause()).contains("getMessage() failed with java.lang.NoClassDefFoundError");
	}

	@Test
	void keepsTheCauseWhenItIsAnalyzed() {
		StartFailure failure = StartFailure.of(new IllegalStateException("no port")).analyzed("what", "how");
		assertThat(failure).isEqualTo(new StartFailure("what", "how", "IllegalStateException: no port", null));
	}

	@Test
	void holdsTextAlone() {
		assertThat(StartFailure.class.getRecordComponents()).extracting(RecordComponent::getType)
			.allMatch(String.class::equals);
	}

}
