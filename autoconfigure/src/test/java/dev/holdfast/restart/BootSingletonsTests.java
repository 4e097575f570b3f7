package dev.holdfast.restart;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class BootSingletonsTests {

	private static final String PROPERTY = "logging.register-shutdown-hook";

	@Test
	void registersTheShutdownOfLoggingInsteadOfBoot() {
		MockEnvironment environment = new MockEnvironment().withProperty(PROPERTY, "true");
		BootSingletons.registerLoggingShutdown(environment);
		BootSingletons.registerLoggingShutdown(environment);
		assertThat(environment.getProperty(PROPERTY)).isEqualTo("false");
		assertThat(environment.getPropertySources()).hasSize(2);
	}

	@Test
	void leavesAnEnvironmentAloneThatWantsNoShutdownOfLogging() {
		MockEnvironment environment = new MockEnvironment().withProperty(PROPERTY, "false");
		BootSingletons.registerLoggingShutdown(environment);
		assertThat(environment.getPropertySources()).hasSize(1);
	}

}
