package dev.holdfast.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.RestartStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RestartStateFailureAnalyzerTests {

	private final RestartStateFailureAnalyzer analyzer = new RestartStateFailureAnalyzer();

	@Test
	void tellsProblemAndActionApart() {
		RestartStateException cause = catchThrowableOfType(RestartStateException.class,
				() -> RestartState.create((type) -> false).get("counter", Integer.class));
		FailureAnalysis analysis = this.analyzer.analyze(new BeanCreationException("counterController", "no", cause));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("State 'counter' is not defined.");
		assertThat(analysis.getAction()).isEqualTo("Call define(key, type, initializer) first. Defined are: [].");
		assertThat(analysis.getCause()).isSameAs(cause);
	}

	@Test
	void leavesOtherFailuresAlone() {
		assertThat(this.analyzer.analyze(new BeanCreationException("no"))).isNull();
	}

}
