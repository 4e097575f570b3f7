package dev.holdfast.docs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import reactor.test.StepVerifier;

import dev.holdfast.autoconfigure.RestartAutoConfiguration;
import dev.holdfast.state.RestartState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation shows.
 */
class SnippetTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class));

	@Test
	void countsVisits() {
		this.contextRunner.withBean(VisitController.class).run((context) -> {
			VisitController controller = context.getBean(VisitController.class);
			assertThat(controller.visit()).isEqualTo(1);
			assertThat(controller.visit()).isEqualTo(2);
		});
	}

	@Test
	void definesStateWithinAnInitializer() {
		this.contextRunner.run((context) -> {
			RestartState state = context.getBean(RestartState.class);
			OrderSequence orders = new OrderSequence();
			AtomicLong sequence = orders.defineSequence(state);
			assertThat(sequence).hasValue(1000);
			assertThat(orders.defineSequence(state)).isSameAs(sequence);
			orders.adjust(state);
			assertThat(state.get("orders.first", Integer.class)).isEqualTo(2000);
		});
	}

	@Test
	void waitsForAStableGeneration() {
		this.contextRunner.withBean(StabilityReport.class)
			.run((context) -> StepVerifier.create(context.getBean(StabilityReport.class).describe())
				.expectNext("asked in generation 1, stable in 1")
				.expectComplete()
				.verify(Duration.ofSeconds(10)));
	}

}
