package dev.holdfast.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.state.SurvivalReportEvent;
import dev.holdfast.state.SurvivalReports;
import dev.holdfast.state.SurvivingState;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Restart state in an application that DevTools really restarts.
 */
@ExtendWith({ RestarterExtension.class, OutputCaptureExtension.class })
class SurvivalReporterTests {

	private static final String KEY = "reporter.count";

	private Generations generations;

	private final List<SurvivalReport> published = new CopyOnWriteArrayList<>();

	private final List<Integer> counts = new CopyOnWriteArrayList<>();

	private int before;

	@BeforeEach
	void startFirst() {
		this.generations = Restarts.generations();
		this.before = this.generations.current().number();
		RestarterExtension.onStart(this::use);
		restartUntil("1 LIVE");
	}

	private void use(ConfigurableApplicationContext context) {
		((AnnotationConfigApplicationContext) context).register(RestartAutoConfiguration.class);
		context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) (event) -> this.counts
			.add(context.getBean(RestartState.class).define(KEY, Integer.class, () -> 0).update((count) -> count + 1)));
		context.addApplicationListener((ApplicationListener<SurvivalReportEvent>) (event) -> {
			assertThat(context.getBean(SurvivalReports.class).latest()).contains(event.getReport());
			this.published.add(event.getReport());
		});
	}

	@Test
	void reportsWhenTheGenerationIsLive(CapturedOutput output) {
		int count = this.counts.get(0);
		restartUntil("2 LIVE");
		Awaitility.await().until(() -> !this.published.isEmpty());
		SurvivalReport report = this.published.get(this.published.size() - 1);
		assertThat(report.generation()).isEqualTo(this.before + 2);
		assertThat(report.entries(Outcome.KEPT)).extracting(Entry::key).contains(KEY);
		assertThat(output).contains(report.toString());
		assertThat(this.counts).endsWith(count, count + 1);
	}

	@Test
	void losesNothingInAGenerationThatFails(CapturedOutput output) {
		int count = this.counts.get(0);
		RestarterExtension.onStart((context) -> {
			use(context);
			context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) (event) -> {
				throw new IllegalStateException("does not start");
			});
		});
		restartUntil("2 FAILED");
		RestarterExtension.onStart(this::use);
		restartUntil("3 LIVE");
		Awaitility.await()
			.until(() -> SurvivingState.get()
				.reports()
				.latest()
				.filter((report) -> report.generation() == this.before + 3)
				.isPresent());
		assertThat(this.counts).endsWith(count, count + 1, count + 2);
		assertThat(output).doesNotContain("Generation " + (this.before + 2) + ": ");
	}

	private void restartUntil(String expected) {
		Restarter.getInstance().restart();
		Awaitility.await()
			.until(() -> (this.generations.current().number() - this.before) + " " + this.generations.current().phase(),
					expected::equals);
	}

}
