package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.Set;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.server.HttpServer;

import dev.holdfast.access.AccessGate;
import dev.holdfast.server.ServerSettings;
import dev.holdfast.server.SurvivingReactiveWebServerFactory;
import dev.holdfast.server.SurvivingServers;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class SurvivingServerAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(AccessAutoConfiguration.class,
			SurvivingServerAutoConfiguration.class, RestartAutoConfiguration.class,
			NettyReactiveWebServerAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	@Test
	void offersTheSurvivingServer() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ReactiveWebServerFactory.class)
				.hasSingleBean(SurvivingReactiveWebServerFactory.class);
			assertThat(context.getBean(SurvivingServers.class)).isSameAs(SurvivingServers.get());
			assertThat(context.getBean(ServerSettings.class)).isEqualTo(new ServerSettings(Duration.ofSeconds(30), 1000,
					Duration.ofSeconds(1), AccessGate.local(), Duration.ZERO, Set.of()));
		});
	}

	@Test
	void takesItsBoundsFromProperties() {
		this.contextRunner
			.withPropertyValues("holdfast.server.park-timeout=5s", "holdfast.server.max-parked=7",
					"holdfast.server.drain-timeout=300ms")
			.run((context) -> assertThat(context.getBean(ServerSettings.class)).isEqualTo(new ServerSettings(
					Duration.ofSeconds(5), 7, Duration.ofMillis(300), AccessGate.local(), Duration.ZERO, Set.of())));
	}

	@Test
	void appliesCustomizersOfTheUser() {
		this.contextRunner.withUserConfiguration(OwnCustomizer.class)
			.run((context) -> assertThat(
					context.getBean(SurvivingReactiveWebServerFactory.class).getServerCustomizers())
				.contains(context.getBean(NettyServerCustomizer.class)));
	}

	@Test
	void countsParkedRequests() {
		this.contextRunner.withPropertyValues("holdfast.retry.enabled=false").run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
			assertThat(registry.get("holdfast.server.parked").gauge().value()).isZero();
		});
	}

	@Test
	void namesANegativeParkTimeout() {
		assertFailure("holdfast.server.park-timeout=-1s",
				"Property holdfast.server.park-timeout with value 'PT-1S' is invalid: It must not be negative");
	}

	@Test
	void namesANegativeDrainTimeout() {
		assertFailure("holdfast.server.drain-timeout=-2s",
				"Property holdfast.server.drain-timeout with value 'PT-2S' is invalid: It must not be negative");
	}

	@Test
	void namesANegativeNumberOfParkedRequests() {
		assertFailure("holdfast.server.max-parked=-1",
				"Property holdfast.server.max-parked with value '-1' is invalid: It must be at least 0");
	}

	@Test
	void namesAValueThatIsNoDuration() {
		assertFailure("holdfast.server.park-timeout=soon", "'soon' is not a valid duration");
	}

	private void assertFailure(String property, String message) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	@Test
	void backsOffWithoutARestarter() {
		Restarter.clearInstance();
		assertBacksOff(this.contextRunner);
	}

	@Test
	void backsOffIfHoldfastIsDisabled() {
		assertBacksOff(this.contextRunner.withPropertyValues("holdfast.enabled=false"));
	}

	@Test
	void backsOffIfItIsDisabled() {
		assertBacksOff(this.contextRunner.withPropertyValues("holdfast.server.enabled=false"));
	}

	@Test
	void backsOffWithoutReactorNetty() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpServer.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ReactiveWebServerFactory.class)
				.doesNotHaveBean(SurvivingServers.class));
	}

	@Test
	void backsOffForAFactoryOfTheUser() {
		this.contextRunner.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context).hasSingleBean(ReactiveWebServerFactory.class)
				.doesNotHaveBean(SurvivingReactiveWebServerFactory.class)
				.doesNotHaveBean(SurvivingServers.class)
				.hasBean("ownFactory"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void tellsThatItStepsAside(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(output)
				.contains("The surviving server steps aside for " + NettyReactiveWebServerFactory.class.getName()));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void saysNothingWhenItIsInUseOrUnwanted(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain("steps aside"));
		this.contextRunner.withPropertyValues("holdfast.server.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("steps aside"));
	}

	@Test
	void backsOffWithoutDevTools() {
		Restarter.clearInstance();
		assertBacksOff(
				this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.devtools")));
	}

	@Test
	void backsOffWithoutServerSupport() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ReactiveWebServerFactory.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SurvivingServers.class)
				.doesNotHaveBean("survivingServerReport"));
	}

	@Test
	void backsOffOutsideWebApplications() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SurvivingReactiveWebServerFactory.class)
				.doesNotHaveBean(SurvivingServers.class));
	}

	private void assertBacksOff(ReactiveWebApplicationContextRunner contextRunner) {
		contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(ReactiveWebServerFactory.class)
			.doesNotHaveBean(SurvivingReactiveWebServerFactory.class)
			.doesNotHaveBean(SurvivingServers.class)
			.doesNotHaveBean(ServerSettings.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		NettyReactiveWebServerFactory ownFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		NettyServerCustomizer ownCustomizer() {
			return (server) -> server;
		}

	}

}
