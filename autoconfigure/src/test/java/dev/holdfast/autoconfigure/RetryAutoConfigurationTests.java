package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.Set;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.http.HttpMethod;

import dev.holdfast.retry.FailureRecorder;
import dev.holdfast.retry.RetryBackoff;
import dev.holdfast.retry.RetryCounts;
import dev.holdfast.retry.RetryFilter;
import dev.holdfast.retry.RetrySettings;
import dev.holdfast.server.ServerSettings;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class RetryAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AccessAutoConfiguration.class, RetryAutoConfiguration.class,
				SurvivingServerAutoConfiguration.class));

	@Test
	void retriesInDevelopment() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(RetryFilter.class).hasSingleBean(FailureRecorder.class);
			assertThat(context.getBean(RetryCounts.class)).isSameAs(RetryCounts.get());
			Duration quiet = Duration.ofMillis(200);
			assertThat(context.getBean(RetrySettings.class)).isEqualTo(new RetrySettings(quiet, Duration.ofSeconds(30),
					3, new RetryBackoff(quiet, Duration.ofSeconds(5)), Duration.ofMillis(50), Set.of(), 1000));
			assertThat(context.getBean(ServerSettings.class).takeOverAfter()).isEqualTo(Duration.ofMillis(30_200));
		});
	}

	@Test
	void takesItsSettingsFromProperties() {
		this.contextRunner.withPropertyValues("holdfast.retry.quiet-period=1s", "holdfast.retry.max-wait=2s",
				"holdfast.retry.max-attempts=4", "holdfast.retry.initial-backoff=5s", "holdfast.retry.max-backoff=6s",
				"holdfast.retry.spread=0", "holdfast.retry.methods=get,HEAD", "holdfast.retry.max-held=7")
			.run((context) -> {
				assertThat(context.getBean(RetrySettings.class)).isEqualTo(new RetrySettings(Duration.ofSeconds(1),
						Duration.ofSeconds(2), 4, new RetryBackoff(Duration.ofSeconds(5), Duration.ofSeconds(6)),
						Duration.ZERO, Set.of(HttpMethod.GET, HttpMethod.HEAD), 7));
				assertThat(context.getBean(ServerSettings.class).retriedMethods()).containsOnly("GET", "HEAD");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "holdfast.enabled", "holdfast.retry.enabled" })
	void canBeDisabled(String property) {
		this.contextRunner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RetryFilter.class)
				.doesNotHaveBean(FailureRecorder.class)
				.doesNotHaveBean(RetrySettings.class));
	}

	@Test
	void isAbsentInProduction() {
		Restarter.clearInstance();
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(RetryAutoConfiguration.class)
			.doesNotHaveBean(RetryFilter.class)
			.doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void isAbsentWithoutAReactiveWebApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RetryAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RetryFilter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "quiet-period", "max-wait", "initial-backoff", "max-backoff", "spread" })
	void namesANegativeTime(String property) {
		this.contextRunner.withPropertyValues("holdfast.retry." + property + "=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property holdfast.retry." + property
						+ " with value 'PT-1S' is invalid: It must not be negative"));
	}

	@Test
	void namesANegativeNumberOfAttempts() {
		this.contextRunner.withPropertyValues("holdfast.retry.max-attempts=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property holdfast.retry.max-attempts with value '-1' is invalid: It must be at least 0"));
	}

	@Test
	void offersMeters() {
		this.contextRunner.run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
			for (String outcome : new String[] { "held", "retried", "expired", "passed" }) {
				assertThat(registry.get("holdfast.retry.requests").tag("outcome", outcome).functionCounter().count())
					.isNotNegative();
			}
		});
	}

	@Test
	void needsNoMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasSingleBean(RetryFilter.class).doesNotHaveBean("retryMeters"));
	}

}
