package dev.holdfast.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Hooks;

import dev.holdfast.request.TestRequests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextPropagationCheck}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContextPropagationCheckTests {

	private static final String PROPERTY = "spring.reactor.context-propagation";

	private final boolean before = Hooks.isAutomaticContextPropagationEnabled();

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final MockEnvironment environment = new MockEnvironment();

	@BeforeEach
	void switchOff() {
		Hooks.disableAutomaticContextPropagation();
	}

	@AfterEach
	void restore() {
		this.logging.setLogLevel(ContextPropagationCheck.class.getName(), null);
		if (this.before) {
			Hooks.enableAutomaticContextPropagation();
		}
		else {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void warnsOnceOfStatesThatNobodyFinds(CapturedOutput output) {
		define();
		check();
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("Request state [dbClient] is found by mono() and setMono() only",
					"automatic context propagation is off", "Set spring.reactor.context-propagation=auto",
					"'limited' if mono() is all you use", "(it is not set)");
	}

	@Test
	void namesTheValueThatDoesNotHelp(CapturedOutput output) {
		define();
		this.environment.setProperty(PROPERTY, "none");
		check();
		assertThat(output).contains("(it is 'none')");
	}

	@Test
	void doesNotAdviseWhatIsSet(CapturedOutput output) {
		define();
		this.environment.setProperty(PROPERTY, "AUTO");
		check();
		assertThat(output).contains("spring.reactor.context-propagation=auto is set, but has no effect",
				"ReactorAutoConfiguration", "Hooks.disableAutomaticContextPropagation()");
	}

	@Test
	void isSilentWithoutStates(CapturedOutput output) {
		check();
		assertThat(output).doesNotContain(PROPERTY);
	}

	@Test
	void isSilentWithPropagation(CapturedOutput output) {
		define();
		Hooks.enableAutomaticContextPropagation();
		check();
		assertThat(output).doesNotContain(PROPERTY);
	}

	@Test
	void isSilentForWhoAskedForIt(CapturedOutput output) {
		define();
		this.environment.setProperty(PROPERTY, "limited");
		check();
		assertThat(output).doesNotContain(PROPERTY);
	}

	@Test
	void tellsWhoAskedForItOnDebug(CapturedOutput output) {
		define();
		this.environment.setProperty(PROPERTY, "Limited");
		this.logging.setLogLevel(ContextPropagationCheck.class.getName(), LogLevel.DEBUG);
		check();
		assertThat(output).contains("DEBUG", "Request state [dbClient] is found by mono() and setMono() only",
				"as spring.reactor.context-propagation=Limited asks for");
	}

	@Test
	void warnsOfScopedBeansEvenIfTheModeIsMeant(CapturedOutput output) {
		RootBeanDefinition scoped = new RootBeanDefinition(Object.class);
		scoped.setScope("request");
		this.beans.registerBeanDefinition("scopedTarget.basket", scoped);
		this.environment.setProperty(PROPERTY, "limited");
		check();
		assertThat(output).contains("WARN", "Beans of scope 'request' cannot be found: [basket]",
				"set spring.reactor.context-propagation=auto");
	}

	private void define() {
		this.beans.registerSingleton("dbClient", TestRequests.create().states().define(Runnable.class));
	}

	private void check() {
		new ContextPropagationCheck(this.beans, this.environment).afterSingletonsInstantiated();
	}

}
