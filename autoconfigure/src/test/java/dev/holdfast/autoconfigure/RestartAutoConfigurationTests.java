package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.test.StepVerifier;

import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.StateChange;
import dev.holdfast.state.SurvivalReports;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class RestartAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class));

	@Test
	void offersPlainBeansWithoutARestarter() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(RestartState.class);
			assertThat(context.getBean(Generations.class)).isSameAs(Generations.single());
			Object item = new AppClasses().item("apple");
			RestartState state = context.getBean(RestartState.class);
			assertThat(state.define("item", Object.class, () -> item).get()).isSameAs(item);
		});
	}

	@Test
	void offersPlainBeansWithoutDevTools() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.devtools"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RestartState.class)
				.hasSingleBean(Generations.class));
	}

	@Test
	void offersThemInWebApplicationsToo() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(RestartState.class).hasSingleBean(Generations.class));
	}

	@Test
	void keepsStateInOneContextAloneWithoutARestarter() {
		this.contextRunner
			.run((context) -> context.getBean(RestartState.class).define("plain", String.class, () -> "first"));
		this.contextRunner.run((context) -> assertThat(
				context.getBean(RestartState.class).define("plain", String.class, () -> "second").get())
			.isEqualTo("second"));
	}

	@Test
	void backsOffForBeansOfTheUser() {
		this.contextRunner.withUserConfiguration(OwnBeans.class)
			.run((context) -> assertThat(context).hasSingleBean(RestartState.class)
				.hasSingleBean(Generations.class)
				.hasBean("ownState")
				.hasBean("ownGenerations"));
	}

	@Test
	void offersNothingOfDevelopmentWithoutARestarter() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SurvivalReports.class)
			.doesNotHaveBean(SurvivalReporter.class));
	}

	@Test
	void remembersValuesWithoutARestarterToo() {
		this.contextRunner.withPropertyValues("holdfast.state.history-size=2").run((context) -> {
			StateCell<Integer> cell = context.getBean(RestartState.class).define("count", Integer.class, () -> 0);
			cell.set(1);
			cell.set(2);
			assertThat(cell.history()).extracting(StateChange::value).containsExactly(1, 2);
		});
	}

	@Test
	void refusesSettingsThatMakeNoSense() {
		this.contextRunner.withPropertyValues("holdfast.state.discard-orphans-after=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"Property holdfast.state.discard-orphans-after with value '0' is invalid: It must be at least 1"));
	}

	@Test
	void namesAPropertyThatIsWrong() {
		this.contextRunner.withPropertyValues("holdfast.enabled=perhaps")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("perhaps"));
	}

	@Nested
	@ExtendWith(RestarterExtension.class)
	class WithARestarter {

		private final ApplicationContextRunner contextRunner = RestartAutoConfigurationTests.this.contextRunner;

		@Test
		void keepsStateFromContextToContext() {
			this.contextRunner
				.run((context) -> context.getBean(RestartState.class).define("kept", String.class, () -> "first"));
			this.contextRunner.run((context) -> assertThat(
					context.getBean(RestartState.class).define("kept", String.class, () -> "second").get())
				.isEqualTo("first"));
		}

		@Test
		void followsTheGenerationsUntilTheContextCloses() {
			this.contextRunner.run((context) -> {
				Generations generations = context.getBean(Generations.class);
				assertThat(generations.current()).isSameAs(Restarts.generations().current());
				StepVerifier.create(generations.changes())
					.expectNextCount(1)
					.then(context::close)
					.expectComplete()
					.verify(Duration.ofSeconds(10));
			});
		}

		@Test
		void offersReports() {
			this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SurvivalReports.class)
				.hasSingleBean(SurvivalReporter.class));
		}

		@Test
		void remembersAsManyValuesAsAreConfigured() {
			this.contextRunner.withPropertyValues("holdfast.state.history-size=2").run((context) -> {
				StateCell<Integer> cell = context.getBean(RestartState.class)
					.define("remembered", Integer.class, () -> 0);
				cell.set(1);
				cell.set(2);
				assertThat(cell.history()).extracting(StateChange::value).containsExactly(1, 2);
			});
		}

		@Test
		void offersPlainBeansIfItIsDisabled() {
			this.contextRunner.withPropertyValues("holdfast.enabled=false").run((context) -> {
				assertThat(context).doesNotHaveBean(SurvivalReports.class);
				assertThat(context.getBean(Generations.class)).isSameAs(Generations.single());
				context.getBean(RestartState.class).define("disabled", String.class, () -> "first");
			});
			this.contextRunner.withPropertyValues("holdfast.enabled=false")
				.run((context) -> assertThat(
						context.getBean(RestartState.class).define("disabled", String.class, () -> "second").get())
					.isEqualTo("second"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		RestartState ownState() {
			return RestartState.create();
		}

		@Bean
		Generations ownGenerations() {
			return Generations.single();
		}

	}

}
