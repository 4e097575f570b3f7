package dev.holdfast.autoconfigure;

import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebSessionIdResolverAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.ReactiveMapSessionRepository;
import org.springframework.session.config.annotation.web.server.EnableSpringWebSession;
import org.springframework.session.web.server.session.SpringSessionWebSessionStore;
import org.springframework.web.server.session.DefaultWebSessionManager;

import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({ RestarterExtension.class, OutputCaptureExtension.class })
class SpringSessionTests {

	@Test
	void keepsItsSessions(CapturedOutput output) {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SurvivingSessionsAutoConfiguration.class,
					RestartAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
					WebSessionIdResolverAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(SpringSession.class)
			.run((context) -> {
				assertThat(context.getBean(DefaultWebSessionManager.class).getSessionStore())
					.isInstanceOf(SpringSessionWebSessionStore.class);
				assertThat(output).containsOnlyOnce(
						"Holdfast leaves web sessions to " + SpringSessionWebSessionStore.class.getName());
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableSpringWebSession
	static class SpringSession {

		@Bean
		ReactiveMapSessionRepository sessions() {
			return new ReactiveMapSessionRepository(new ConcurrentHashMap<>());
		}

	}

}
