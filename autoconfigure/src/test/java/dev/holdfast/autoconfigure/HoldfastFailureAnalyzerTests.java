package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.holdfast.request.NoCurrentRequestException;
import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestState;
import dev.holdfast.state.ParkedStateException;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.RestartStateException;
import dev.holdfast.state.RestartedState;
import dev.holdfast.state.StateCell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HoldfastFailureAnalyzerTests {

	private final HoldfastFailureAnalyzer analyzer = new HoldfastFailureAnalyzer();

	@Test
	void tellsProblemAndActionApart() {
		RestartStateException cause = catchThrowableOfType(RestartStateException.class,
				() -> RestartState.create().get("counter", Integer.class));
		FailureAnalysis analysis = this.analyzer.analyze(new BeanCreationException("counterController", "no", cause));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("State 'counter' is not defined.");
		assertThat(analysis.getAction()).isEqualTo("Call define(key, type, initializer) first. Defined are: [].");
		assertThat(analysis.getCause()).isSameAs(cause);
	}

	@Test
	void namesTheChoicesForAParkedValue() {
		RestartedState restarted = new RestartedState();
		restarted.state().define("name", String.class, () -> "one");
		restarted.restart();
		StateCell<Integer> cell = restarted.state().define("name", Integer.class, () -> 1);
		RestartStateException cause = catchThrowableOfType(ParkedStateException.class, cell::get);
		FailureAnalysis analysis = this.analyzer.analyze(new BeanCreationException("counterController", "no", cause));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).startsWith("State 'name' is parked: generation 2 cannot take over 'value'"
				+ " of type java.lang.String as java.lang.Integer.");
		assertThat(analysis.getAction()).startsWith("The value is kept until you do one of these: ");
	}

	@Test
	void namesTheUsualCausesIfNoRequestIsThere() {
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
