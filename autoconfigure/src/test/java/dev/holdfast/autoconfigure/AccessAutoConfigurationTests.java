package dev.holdfast.autoconfigure;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.holdfast.access.AccessGate;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class AccessAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AccessAutoConfiguration.class));

	@Test
	void offersAGateForThisMachine() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(AccessGate.class)).isEqualTo(AccessGate.local()));
	}

	@Test
	void takesItFromProperties() {
		this.contextRunner
			.withPropertyValues("holdfast.access.allow-remote=true",
					"holdfast.access.allowed-hosts=dev.example.test,::2")
			.run((context) -> assertThat(context.getBean(AccessGate.class))
				.isEqualTo(new AccessGate(true, Set.of("dev.example.test", "[::2]"))));
	}

	@Test
	void namesAHostThatIsNone() {
		this.contextRunner.withPropertyValues("holdfast.access.allowed-hosts=http://dev.example.test")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property holdfast.access.allowed-hosts with value '[http://dev.example.test]' is invalid: "
						+ "Allowed hosts must be names or addresses of hosts, without scheme, port, path and wildcard "
						+ "[http://dev.example.test]"));
	}

	@Test
	void backsOffWithoutARestarter() {
		Restarter.clearInstance();
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(AccessGate.class));
	}

	@Test
	void backsOffIfHoldfastIsDisabled() {
		this.contextRunner.withPropertyValues("holdfast.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AccessGate.class));
	}

}
