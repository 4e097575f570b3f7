package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebSessionIdResolverAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import org.springframework.web.server.session.WebSessionManager;
import org.springframework.web.server.session.WebSessionStore;

import dev.holdfast.session.SurvivingSessions;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class SurvivingSessionsAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(
			SurvivingSessionsAutoConfiguration.class, RestartAutoConfiguration.class,
			HttpHandlerAutoConfiguration.class, WebSessionIdResolverAutoConfiguration.class,
			WebFluxAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	@Test
	void keepsSessionsFromContextToContext() {
		this.contextRunner.run((context) -> {
			WebSession session = createSession(context);
			assertThat(context.getBean(SurvivingSessions.class).survival().sessions()).isPositive();
			context.close();
			this.contextRunner
				.run((next) -> assertThat(store(next).retrieveSession(session.getId()).block(LIMIT)).isSameAs(session));
		});
	}

	@Test
	void appliesTheSettingsOfTheServer() {
		this.contextRunner
			.withPropertyValues("server.reactive.session.timeout=42s", "server.reactive.session.max-sessions=4321",
					"server.reactive.session.cookie.name=SID")
			.run((context) -> {
				assertThat(createSession(context).getMaxIdleTime()).isEqualTo(Duration.ofSeconds(42));
				assertThat(((InMemoryWebSessionStore) store(context)).getMaxSessions()).isEqualTo(4321);
				assertThat(manager(context).getSessionIdResolver()).hasFieldOrPropertyWithValue("cookieName", "SID");
			});
	}

	@Test
	void keepsSessionsWithWebFluxConfiguredByTheApplication() {
		this.contextRunner.withUserConfiguration(OwnWebFlux.class)
			.run((context) -> assertThat(isSurviving(context)).isTrue());
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void leavesTheSecondApplicationAlone(CapturedOutput output) {
		this.contextRunner.run((first) -> this.contextRunner.run((second) -> {
			assertThat(isSurviving(first)).isTrue();
			assertThat(isSurviving(second)).isFalse();
			assertThat(output).containsOnlyOnce("Holdfast leaves web sessions to");
		}));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void leavesAManagerOfTheUserAlone(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnManager.class).run((context) -> {
			assertThat(context).hasSingleBean(WebSessionManager.class);
			assertThat(isSurviving(context)).isFalse();
			assertThat(output).containsOnlyOnce(
					"Holdfast leaves web sessions to the session manager " + DefaultWebSessionManager.class.getName());
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void leavesAStoreOfTheUserAlone(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnStore.class).run((context) -> {
			assertThat(store(context)).isInstanceOf(OwnStore.Store.class);
			assertThat(output).containsOnlyOnce("Holdfast leaves web sessions to " + OwnStore.Store.class.getName());
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void saysNothingWhenItIsInUseOrUnwanted(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withUserConfiguration(OwnManager.class)
			.withPropertyValues("holdfast.session.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("leaves web sessions");
	}

	@Test
	void leavesTheSessionsToTheNextContextAfterAFailedStart() {
		this.contextRunner.withUserConfiguration(Broken.class).run((context) -> assertThat(context).hasFailed());
		this.contextRunner.run((context) -> assertThat(isSurviving(context)).isTrue());
	}

	@Test
	void backsOffIfItIsDisabled() {
		assertBacksOff(this.contextRunner.withPropertyValues("holdfast.session.enabled=false"));
		assertBacksOff(this.contextRunner.withPropertyValues("holdfast.enabled=false"));
	}

	@Test
	void backsOffWithoutARestarter() {
		Restarter.clearInstance();
		assertBacksOff(this.contextRunner);
		assertBacksOff(
				this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.devtools")));
	}

	@Test
	void backsOffWithoutWebSessions() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebSessionManager.class))
			.run((context) -> assertThat(context).doesNotHaveBean(SurvivingSessions.class));
	}

	@Test
	void backsOffOutsideReactiveWebApplications() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SurvivingSessions.class));
	}

	private static void assertBacksOff(ReactiveWebApplicationContextRunner contextRunner) {
		contextRunner.run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(SurvivingSessions.class)
				.doesNotHaveBean(SurvivingSessionsPostProcessor.class);
			assertThat(isSurviving(context)).isFalse();
		});
	}

	private static boolean isSurviving(ApplicationContext context) {
		return store(context).getClass().getPackage().equals(SurvivingSessions.class.getPackage());
	}

	private static WebSession createSession(ApplicationContext context) {
		WebSession session = store(context).createWebSession().block(LIMIT);
		assertThat(session).isNotNull();
		session.start();
		session.save().block(LIMIT);
		return session;
	}

	private static WebSessionStore store(ApplicationContext context) {
		return manager(context).getSessionStore();
	}

	private static DefaultWebSessionManager manager(ApplicationContext context) {
		return (DefaultWebSessionManager) context.getBean(WebSessionManager.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class OwnWebFlux {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnManager {

		@Bean
		WebSessionManager webSessionManager() {
			return new DefaultWebSessionManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStore {

		@Bean
		static BeanPostProcessor storePostProcessor() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof DefaultWebSessionManager manager) {
						manager.setSessionStore(new Store());
					}
					return bean;
				}

			};
		}

		static final class Store extends InMemoryWebSessionStore {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		String broken(WebSessionManager manager) {
			throw new IllegalStateException("broken with " + manager);
		}

	}

}
