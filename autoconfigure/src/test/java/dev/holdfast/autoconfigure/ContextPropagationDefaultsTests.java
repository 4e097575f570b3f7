package dev.holdfast.autoconfigure;

import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ContextPropagationDefaults}.
 */
class ContextPropagationDefaultsTests {

	private static final String REACTOR = "spring.reactor.context-propagation";

	private static final String TASKS = "spring.task.execution.propagate-context";

	private final SpringApplication application = application(Nothing.class);

	@Test
	void propagatesInReactorAndInTasks() {
		assertThat(property(REACTOR)).isEqualTo("auto");
		assertThat(property(TASKS)).isEqualTo("true");
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "SERVLET" })
	void leavesOtherApplicationsAlone(WebApplicationType type) {
		this.application.setWebApplicationType(type);
		assertThat(property(REACTOR)).isNull();
		assertThat(property(TASKS)).isNull();
	}

	@Test
	void knowsApplicationsThatAreReactiveByProperty() {
		this.application.setWebApplicationType(WebApplicationType.SERVLET);
		assertThat(property(REACTOR, "--spring.main.web-application-type=reactive")).isEqualTo("auto");
	}

	@Test
	void knowsApplicationsThatAreNotReactiveByProperty() {
		assertThat(property(REACTOR, "--spring.main.web-application-type=none")).isNull();
	}

	@Test
	void doesNothingWithoutTheLibrary() {
		this.application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader("io.micrometer.context")));
		assertThat(property(REACTOR)).isNull();
		assertThat(property(TASKS)).isNull();
	}

	@Test
	void leavesArgumentsAlone() {
		assertThat(property(REACTOR, "--spring.reactor.context-propagation=limited")).isEqualTo("limited");
		assertThat(property(TASKS, "--spring.task.execution.propagate-context=false")).isEqualTo("false");
	}

	@Test
	void leavesOneAloneAndSetsTheOther() {
		assertThat(property(TASKS, "--spring.reactor.context-propagation=limited")).isEqualTo("true");
	}

	@Test
	void leavesOtherSpellingsAlone() {
		assertThat(property(REACTOR, "--spring.reactor.contextPropagation=limited")).isEqualTo("limited");
	}

	@Test
	void leavesDefaultPropertiesAlone() {
		this.application.setDefaultProperties(
				Map.of(REACTOR, "limited", "spring.task.execution.propagateContext", "false", "other", "value"));
		try (ConfigurableApplicationContext context = this.application.run()) {
			assertThat(context.getEnvironment().getProperty(REACTOR)).isEqualTo("limited");
			assertThat(context.getEnvironment().getProperty(TASKS)).isEqualTo("false");
			assertThat(context.getEnvironment().getProperty("other")).isEqualTo("value");
		}
	}

	@Test
	void keepsDefaultPropertiesBesideItsOwn() {
		Properties properties = new Properties();
		properties.setProperty("other", "value");
		this.application.setDefaultProperties(properties);
		try (ConfigurableApplicationContext context = this.application.run()) {
			assertThat(context.getEnvironment().getProperty(REACTOR)).isEqualTo("auto");
			assertThat(context.getEnvironment().getProperty("other")).isEqualTo("value");
		}
	}

	@Test
	void leavesFilesAlone() {
		assertThat(property(REACTOR, "--spring.config.location=classpath:request/limited.properties"))
			.isEqualTo("limited");
	}

	@Test
	void yieldsToPropertySourcesThatComeLater() {
		SpringApplication late = application(Late.class);
		try (ConfigurableApplicationContext context = late.run()) {
			assertThat(context.getEnvironment().getProperty(REACTOR)).isEqualTo("limited");
		}
	}

	@Test
	void leavesValuesThatCannotBeResolvedAlone() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addLast(new MapPropertySource("own", Map.of(REACTOR, "${missing}")));
		new ContextPropagationDefaults().postProcessEnvironment(environment, this.application);
		assertThatIllegalArgumentException().isThrownBy(() -> environment.getProperty(REACTOR))
			.withMessageContaining("missing");
		assertThat(environment.getProperty(TASKS)).isEqualTo("true");
	}

	private String property(String name, String... arguments) {
		try (ConfigurableApplicationContext context = this.application.run(arguments)) {
			return context.getEnvironment().getProperty(name);
		}
	}

	private static SpringApplication application(Class<?> configuration) {
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		application.setApplicationContextFactory((type) -> new AnnotationConfigApplicationContext());
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:request/limited.properties")
	static class Late {

	}

}
