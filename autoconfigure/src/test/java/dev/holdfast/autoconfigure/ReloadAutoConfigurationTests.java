package dev.holdfast.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.autoconfigure.LocalDevToolsAutoConfiguration;
import org.springframework.boot.devtools.classpath.ClassPathRestartStrategy;
import org.springframework.boot.devtools.filewatch.ChangedFile;
import org.springframework.boot.devtools.filewatch.ChangedFile.Type;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.holdfast.reload.ReloadGate;
import dev.holdfast.reload.ReloadSettings;
import dev.holdfast.reload.RunningApplication;
import dev.holdfast.restart.EnteredMethods;
import dev.holdfast.restart.Restarts;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class ReloadAutoConfigurationTests {

	private static final ChangedFile CHANGED = new ChangedFile(new File("/classes"), new File("/classes/A.class"),
			Type.MODIFY);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ReloadAutoConfiguration.class, LocalDevToolsAutoConfiguration.class));

	@AfterEach
	void close() {
		Restarts.findSurvivor(ReloadGate.class).ifPresent(ReloadGate::close);
	}

	@Test
	void takesTheTriggerFromDevTools() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ReloadSettings.class);
			assertThat(context.getBean(ClassPathRestartStrategy.class).isRestartRequired(CHANGED)).isFalse();
		});
	}

	@Test
	void takesItsSettingsFromProperties() {
		this.contextRunner
			.withPropertyValues("holdfast.reload.quiet-period=1s", "holdfast.reload.bulk-quiet-period=2s",
					"holdfast.reload.rebuild-timeout=3s", "holdfast.reload.poll-interval=4s",
					"spring.devtools.restart.exclude=a/**", "spring.devtools.restart.additional-exclude=b/**",
					"spring.devtools.restart.additional-paths=/more", "spring.devtools.restart.trigger-file=.now")
			.run((context) -> assertThat(context.getBean(ReloadSettings.class)).isEqualTo(new ReloadSettings(
					Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4),
					List.of("a/**", "b/**"), List.of(Path.of("/more").toAbsolutePath()), ".now")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "holdfast.enabled", "holdfast.reload.enabled" })
	void canGiveTheTriggerBack(String property) {
		this.contextRunner.withPropertyValues(property + "=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ReloadSettings.class);
			assertThat(context.getBean(ClassPathRestartStrategy.class).isRestartRequired(CHANGED)).isTrue();
			assertThat(ReloadGate.get().isFresh()).isTrue();
		});
	}

	@Test
	void stepsAsideWhenDevToolsMustNotRestart() {
		this.contextRunner.withPropertyValues("spring.devtools.restart.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReloadSettings.class));
	}

	@Test
	void stepsAsideForAStrategyOfTheApplication() {
		ClassPathRestartStrategy own = (file) -> true;
		this.contextRunner.withBean(ClassPathRestartStrategy.class, () -> own).run((context) -> {
			assertThat(context).doesNotHaveBean(ReloadSettings.class);
			assertThat(context.getBean(ClassPathRestartStrategy.class)).isSameAs(own);
		});
	}

	@Test
	void refusesAPollIntervalOfZero() {
		this.contextRunner.withPropertyValues("holdfast.reload.poll-interval=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"Property holdfast.reload.poll-interval with value 'PT0S' is invalid: It must be longer than zero"));
	}

	@Test
	void replacesCodeInPlace() {
		this.contextRunner.withPropertyValues("holdfast.reload.graph.max-depth=3")
			.run((context) -> assertThat(context.getBean(RunningApplication.class).maxDepth()).isEqualTo(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "holdfast.reload.redefine=false", "holdfast.reload.graph.enabled=false",
			"holdfast.reload.enabled=false" })
	void replacesNoCodeIfThatIsNotWanted(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(RunningApplication.class)
				.doesNotHaveBean(LateSingletonRecorder.class));
	}

	@Test
	void tellsWhenLazySingletonsAreCreated() {
		EnteredMethods methods = Restarts.callOnBaseThread("start", EnteredMethods::begin);
		List<Integer> numbers = List.of(methods.next(), methods.next(), methods.next());
		this.contextRunner
			.withBean("lazy", StringBuilder.class, () -> enter(numbers.get(0)),
					(definition) -> definition.setLazyInit(true))
			.withBean("prototype", StringBuilder.class, () -> enter(numbers.get(1)),
					(definition) -> definition.setScope("prototype"))
			.run((context) -> {
				methods.started();
				assertThat(methods.contains(numbers.get(0))).isFalse();
				context.getBean("lazy");
				context.getBean("prototype");
				enter(numbers.get(2));
				assertThat(numbers).extracting(methods::contains).containsExactly(true, false, false);
			});
		methods.end();
	}

	private static StringBuilder enter(int number) {
		EnteredMethods.enter(number);
		return new StringBuilder();
	}

	@Test
	void refusesANegativeDepth() {
		this.contextRunner.withPropertyValues("holdfast.reload.graph.max-depth=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property holdfast.reload.graph.max-depth with value '-1' is invalid: "
						+ "It must be at least 0"));
	}

	@Test
	void isAbsentInProduction() {
		Restarter.clearInstance();
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ReloadAutoConfiguration.class));
	}

}
