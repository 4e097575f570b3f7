package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.request.NoCurrentRequestException;
import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestStateFailureAnalyzerTests {

	private final RequestStateFailureAnalyzer analyzer = new RequestStateFailureAnalyzer();

	@Test
	void tellsProblemAndActionApart() {
		RequestState<Runnable> state = new RequestScopes(new RequestSettings(Duration.ofSeconds(1)), null).states()
			.define("task", Runnable.class);
		NoCurrentRequestException cause = catchThrowableOfType(NoCurrentRequestException.class, state::get);
		FailureAnalysis analysis = this.analyzer.analyze(new BeanCreationException("taskRunner", "no", cause));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo(
				"'task' was used on thread '" + Thread.currentThread().getName() + "', where no request is current.");
		assertThat(analysis.getAction()).startsWith("Usual causes: (1) it runs outside of any request, as at startup");
		assertThat(analysis.getCause()).isSameAs(cause);
	}

	@Test
	void leavesOtherFailuresAlone() {
		assertThat(this.analyzer.analyze(new BeanCreationException("no"))).isNull();
	}

}
