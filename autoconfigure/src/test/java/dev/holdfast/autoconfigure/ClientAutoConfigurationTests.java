package dev.holdfast.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import reactor.test.StepVerifier;

import dev.holdfast.access.AccessToken;
import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.client.InjectionDecorator;
import dev.holdfast.reload.ChangedFile;
import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.reload.ReloadStrategy;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.state.SurvivalReportEvent;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class ClientAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final StringBuffer told = new StringBuffer();

	private ReactiveWebApplicationContextRunner contextRunner;

	@BeforeEach
	void prepare() {
		this.contextRunner = new ReactiveWebApplicationContextRunner().withConfiguration(
				AutoConfigurations.of(AccessAutoConfiguration.class, SurvivingServerAutoConfiguration.class,
						ClientAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class));
	}

	@Test
	void servesTheStreamOfThisJvm() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(ClientEvents.class)).isSameAs(ClientEvents.get());
			assertThat(context.getBeansOfType(ServerEndpoint.class).values()).extracting(ServerEndpoint::path)
				.contains("/_holdfast/events");
			assertHears(context, () -> {
			}, "\"token\":\"" + context.getBean(AccessToken.class).value() + "\"");
		});
	}

	@Test
	void servesAScriptOfAtMostTwelveKilobytes() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeansOfType(ServerEndpoint.class).values()).extracting(ServerEndpoint::path)
				.contains("/_holdfast/client.js", "/_holdfast/panel.js", "/_holdfast/reload.js");
			assertThat(new ClassPathResource("client.js", ClientEvents.class).contentLength())
				.isLessThanOrEqualTo(12 * 1024);
		});
	}

	@Test
	void putsTheScriptIntoPagesUnlessThatIsSwitchedOff() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(InjectionDecorator.class));
		this.contextRunner.withPropertyValues("holdfast.client.inject=false")
			.run((context) -> assertThat(context).hasSingleBean(ClientEvents.class)
				.doesNotHaveBean(InjectionDecorator.class));
	}

	@Test
	void tellsPagesWhatToDo() {
		this.contextRunner.withPropertyValues("holdfast.client.reload=false", "holdfast.client.overlay=false",
				"holdfast.client.notifications=true", "holdfast.client.console=true", "spring.webflux.base-path=/shop")
			.run((context) -> assertHears(context, () -> {
			}, "\"reload\":false", "\"overlay\":false", "\"notifications\":true", "\"console\":true",
					"\"basePath\":\"/shop\""));
	}

	@Test
	void clearsCachesIfThereAreSome() {
		RestartCaches caches = RestartCaches.create(CacheSettings.DEFAULT, (name, settings) -> settings);
		this.contextRunner.withBean(RestartCaches.class, () -> caches)
			.run((context) -> assertThat(context.getBeansOfType(ServerEndpoint.class).values())
				.extracting(ServerEndpoint::path)
				.contains("/_holdfast/caches/clear"));
	}

	@Test
	void tellsOfResourcesByTheirNames() {
		this.contextRunner.run((context) -> assertHears(context,
				() -> decide(context, ReloadKind.RESOURCE, "static/app.css", "static/b.css"), "event: resource-updated",
				"\"strategy\":\"resource\"", "\"files\":[\"static/app.css\",\"static/b.css\"]", "\"reason\":\"why\""));
	}

	@Test
	void tellsOfConfiguration() {
		this.contextRunner
			.run((context) -> assertHears(context, () -> decide(context, ReloadKind.CONFIGURATION, "application.yml"),
					"event: configuration-updated", "application.yml"));
	}

	@Test
	void tellsOfRoutes() {
		this.contextRunner
			.run((context) -> assertHears(context, () -> decide(context, ReloadKind.SINGLE_ROUTE, "A.class"),
					"event: route-updated", "\"strategy\":\"single-route\"", "A.class"));
	}

	@Test
	void tellsOfRestarts() {
		this.contextRunner.run((context) -> assertHears(context, () -> decide(context, ReloadKind.RESTART, "a/A.class"),
				"event: dependency-updated", "\"strategy\":\"restart\"", "a/A.class"));
	}

	@Test
	void leavesNamesOfBeansToTheApplication() {
		this.contextRunner.withBean("accessToken", String.class, () -> "mine")
			.withBean("accessGate", String.class, () -> "mine")
			.withBean("clientEvents", String.class, () -> "mine")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ClientEvents.class));
	}

	private static void decide(ApplicationContext context, ReloadKind kind, String... files) {
		List<ChangedFile> changes = List.of(files)
			.stream()
			.map((file) -> new ChangedFile(Path.of(file), file, ChangedFile.Kind.MODIFIED, true))
			.toList();
		context.getBeanProvider(ReloadStrategy.class)
			.orderedStream()
			.forEach((strategy) -> assertThat(strategy.decide(changes)).isNull());
		context.publishEvent(new ReloadDecidedEvent(new ReloadDecision(kind, "why")));
	}

	@Test
	void tellsWhatBecameOfState() {
		SurvivalReport report = new SurvivalReport(7, Instant.now(), Duration.ZERO, Duration.ZERO,
				List.of(new Entry("cart", Outcome.RESET, "no such class", List.of(), 0, Duration.ZERO)));
		this.contextRunner.run((context) -> assertHears(context,
				() -> context.publishEvent(new SurvivalReportEvent(report)), "event: state-report", "\"generation\":7",
				"\"key\":\"cart\"", "\"outcome\":\"reset\"", "no such class"));
	}

	private void assertHears(ApplicationContext context, Runnable action, String... parts) {
		StepVerifier
			.create(context.getBean(ClientEvents.class)
				.stream(null)
				.map(String::new)
				.doOnNext(this.told::append)
				.filter((part) -> part.contains(parts[0])))
			.then(action)
			.expectNextCount(1)
			.thenCancel()
			.verify(LIMIT);
		assertThat(this.told).contains(parts);
	}

	@ParameterizedTest
	@ValueSource(strings = { "holdfast.enabled", "holdfast.client.enabled", "holdfast.server.enabled" })
	void canBeSwitchedOff(String property) {
		this.contextRunner.withPropertyValues(property + "=false").run(ClientAutoConfigurationTests::assertAbsent);
	}

	@Test
	void isAbsentInProduction() {
		Restarter.clearInstance();
		this.contextRunner.run(ClientAutoConfigurationTests::assertAbsent);
	}

	private static void assertAbsent(ApplicationContext context) {
		assertThat(context.getBeansOfType(ClientEvents.class)).isEmpty();
		assertThat(context.getBeansOfType(ServerEndpoint.class)).isEmpty();
		assertThat(context.getBeansOfType(ReloadStrategy.class)).isEmpty();
	}

}
