package dev.holdfast.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.SurvivingState;
import dev.holdfast.state.storage.StateFile;
import dev.holdfast.state.storage.StateFileSettings;
import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
class StateStorageAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class))
		.withPropertyValues("holdfast.state.storage=file");

	@TempDir
	private Path directory;

	@Test
	void warnsInProductionAndGoesOnInMemory(CapturedOutput output) {
		Path location = this.directory.resolve("state");
		this.contextRunner.withPropertyValues("holdfast.state.file.location=" + location).run((context) -> {
			RestartState state = context.getBean(RestartState.class);
			state.define("count", Integer.class, () -> 1).set(2);
			assertThat(state.flush().toFuture()).succeedsWithin(LIMIT);
			assertThat(location).doesNotExist();
		});
		assertThat(output).contains("WARN").contains("holdfast.state.storage=file is for development");
	}

	@ParameterizedTest
	@CsvSource({ "/work/shop/target/classes, /work/shop/target/holdfast/state",
			"/work/shop/build/classes/java/main, /work/shop/build/holdfast/state",
			"/work/out/production/shop, /work/out/holdfast/state/shop",
			"/work/shop/bin/main, /work/shop/bin/holdfast/state", "/tmp/classes, /tmp/holdfast/state" })
	void findsAPlaceOfItsOwnInTheBuildDirectory(Path classes, Path expected) {
		assertThat(ConfiguredStateFile.defaultLocation(classes)).isEqualTo(expected);
	}

	@Test
	void initializesNoBeanToFindAPlace() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerBeanDefinition("factory", new RootBeanDefinition(FailingFactory.class));
		beanFactory.registerBeanDefinition("application", new RootBeanDefinition(Application.class));
		RestartStateProperties properties = new RestartStateProperties();
		properties.setStorage(StateStorageType.FILE);
		StateFileSettings settings = ConfiguredStateFile.of(properties, beanFactory);
		assertThat(settings).isNotNull();
		assertThat(settings.location().toString()).contains(Path.of("holdfast", "state").toString());
	}

	@Test
	void explainsWhatCannotBeStored() {
		FailureAnalysis analysis = new HoldfastFailureAnalyzer()
			.analyze(new IllegalStateException(new StateStorageException("It is full.", "Make room.", null)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("It is full.");
		assertThat(analysis.getAction()).isEqualTo("Make room.");
	}

	@Nested
	@ExtendWith(RestarterExtension.class)
	class WithARestarter {

		private final ApplicationContextRunner contextRunner = StateStorageAutoConfigurationTests.this.contextRunner;

		@AfterEach
		void letGoOfTheFile() {
			SurvivingState.get().store(null);
		}

		@Test
		void keepsStateInTheFile() {
			Path location = StateStorageAutoConfigurationTests.this.directory.resolve("state");
			this.contextRunner.withPropertyValues("holdfast.state.file.location=" + location).run((context) -> {
				RestartState state = context.getBean(RestartState.class);
				state.define("stored", Integer.class, () -> 1).set(2);
				assertThat(state.flush().toFuture()).succeedsWithin(LIMIT);
				assertThat(location.resolve("state")).isNotEmptyFile();
			});
		}

		@Test
		void asksForALocationIfThereIsNoApplicationToFindOneBy() {
			this.contextRunner.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(StateStorageException.class)
				.hasMessageContaining("Set holdfast.state.file.location"));
		}

		@ParameterizedTest
		@CsvSource({ "write-delay, -1s", "scan-interval, 0s" })
		void refusesTimesThatMakeNoSense(String property, String value) {
			this.contextRunner.withPropertyValues("holdfast.state.file." + property + "=" + value)
				.withPropertyValues("holdfast.state.file.location=" + StateStorageAutoConfigurationTests.this.directory)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("holdfast.state.file." + property));
		}

		@Test
		void explainsALocationThatCannotBeUsed() throws IOException {
			Path location = Files.writeString(StateStorageAutoConfigurationTests.this.directory.resolve("state"), "");
			assertExplained(location, "State cannot be kept in " + location, "it is not a directory");
		}

		@Test
		void explainsALocationThatCannotBeCreated() {
			assumeThat(Path.of("/proc/self")).isDirectory();
			assertExplained(Path.of("/proc/self/holdfast"), "State cannot be kept in /proc/self/holdfast");
		}

		@Test
		void explainsALocationThatIsInUse() throws IOException {
			Path location = StateStorageAutoConfigurationTests.this.directory;
			try (StateFile file = StateFile.open(location)) {
				assertExplained(location, "The state file in " + location + " is in use by ");
				assertThat(file.isPresent()).isFalse();
			}
		}

		private void assertExplained(Path location, String... problem) {
			this.contextRunner.withPropertyValues("holdfast.state.file.location=" + location).run((context) -> {
				FailureAnalysis analysis = new HoldfastFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains(problem);
				assertThat(analysis.getAction()).contains("holdfast.state.file.location");
			});
		}

	}

	/**
	 * An application.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Application {

	}

	/**
	 * Must not be asked anything.
	 */
	static class FailingFactory implements FactoryBean<Object> {

		FailingFactory() {
			throw new IllegalStateException("It has been initialized");
		}

		@Override
		public Object getObject() {
			return this;
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return null;
		}

	}

}
