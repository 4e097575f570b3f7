package dev.holdfast.retry;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorChainTests {

	@Test
	void hasTheErrorFirstAndWhatIsNearBeforeWhatIsFar() {
		Exception root = new Exception("root");
		Exception suppressed = new Exception("suppressed");
		Exception cause = new Exception("cause", root);
		Exception error = new Exception("error", cause);
		error.addSuppressed(suppressed);
		assertThat(ErrorChain.of(error)).containsExactly(error, cause, suppressed, root);
	}

	@Test
	void findsWhatASuppressedErrorSuppresses() {
		Exception inner = new Exception("inner");
		Exception suppressed = new Exception("suppressed");
		suppressed.addSuppressed(inner);
		Exception error = new Exception("error");
		error.addSuppressed(suppressed);
		assertThat(ErrorChain.of(error)).containsExactly(error, suppressed, inner);
	}

	@Test
	void takesACauseThatCannotBeToldForNone() {
		Exception error = new Exception("error") {
			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException("cause");
			}
		};
		Exception suppressed = new Exception("suppressed");
		error.addSuppressed(suppressed);
		assertThat(ErrorChain.of(error)).containsExactly(error, suppressed);
	}

	@Test
	void endsInSpiteOfCycles() {
		Exception first = new Exception("first");
		Exception second = new Exception("second", first);
		first.initCause(second);
		first.addSuppressed(second);
		assertThat(ErrorChain.of(first)).isEqualTo(List.of(first, second));
	}

	@Test
	void hasTheNearestOfAThousand() {
		Exception error = new Exception("0");
		for (int i = 1; i < 1000; i++) {
			error = new Exception(String.valueOf(i), error);
		}
		assertThat(ErrorChain.of(error)).hasSize(50).first().extracting(Throwable::getMessage).isEqualTo("999");
	}

}
