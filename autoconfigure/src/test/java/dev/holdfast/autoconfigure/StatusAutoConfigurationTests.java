package dev.holdfast.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.holdfast.cache.RestartCaches;
import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.state.RestartState;
import dev.holdfast.status.JsonSchema;
import dev.holdfast.status.Status;
import dev.holdfast.status.StatusActuatorEndpoint;
import dev.holdfast.test.RestarterExtension;
import dev.holdfast.text.JsonText;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class StatusAutoConfigurationTests {

	private static final Path SCHEMA = Path.of("../docs/status.schema.json");

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AccessAutoConfiguration.class, RestartAutoConfiguration.class,
				RestartCacheAutoConfiguration.class, RateLimitAutoConfiguration.class,
				SurvivingServerAutoConfiguration.class, ClientAutoConfiguration.class, StatusAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class));

	@Test
	void servesThePageAndWhatItShows() {
		this.contextRunner.run((context) -> assertThat(context.getBeansOfType(ServerEndpoint.class).values())
			.extracting(ServerEndpoint::path)
			.contains("/_holdfast", "/_holdfast/status", "/_holdfast/status.js", "/_holdfast/status.css",
					"/_holdfast/graph.js", "/_holdfast/restart", "/_holdfast/state/discard",
					"/_holdfast/caches/clear"));
	}

	@Test
	void showsWhatEachFeatureHas() {
		this.contextRunner.run((context) -> {
			use(context);
			Map<String, Object> snapshot = context.getBean(Status.class).snapshot();
			assertThat(snapshot).containsKeys("generations", "decisions", "requests", "clients", "reports", "state",
					"caches", "limiters", "routes", "classes", "leaks");
			assertThat((List<?>) snapshot.get("limiters")).asString()
				.contains("login", "limit=3", "windowMillis=60000");
			assertThat((List<?>) snapshot.get("state")).asString()
				.contains("key=status.list, type=java.util.List, size=2");
			assertThat((List<?>) snapshot.get("state")).asString().contains("status.secret");
			assertThat((List<?>) snapshot.get("caches")).asString().contains("prices", "size=1");
			assertThat((List<?>) snapshot.get("decisions")).asString().contains("strategy=resource", "reason=why");
			assertThat(snapshot.toString()).doesNotContain("hidden");
		});
	}

	@Test
	void fitsItsSchema() {
		this.contextRunner.run((context) -> {
			use(context);
			assertThat(validate(context.getBean(Status.class))).isEmpty();
			context.getBean(Status.class).retire();
			assertThat(validate(context.getBean(Status.class))).isEmpty();
			assertThat(JsonSchema.validate(SCHEMA, "{\"generations\":[{\"number\":\"1\"}],\"more\":1}"))
				.hasSizeGreaterThan(3);
		});
	}

	private static List<String> validate(Status status) throws IOException {
		return JsonSchema.validate(SCHEMA, JsonText.of(status.snapshot()));
	}

	private static void use(ApplicationContext context) {
		context.getBean(RestartState.class).define("status.secret", String.class, () -> "hidden").get();
		context.getBean(RestartState.class).define("status.list", List.class, () -> List.of("hidden", "hidden")).get();
		context.getBean(RestartCaches.class).<String, String>define("prices").put("hidden", "hidden");
		context.getBean(RateLimiters.class).define("login", RateLimit.fixed(3, Duration.ofMinutes(1)));
		context.publishEvent(new ReloadDecidedEvent(new ReloadDecision(ReloadKind.RESOURCE, "why")));
	}

	@Test
	void letsGoOfTheGenerationWhenItIsClosed() {
		Status[] status = new Status[1];
		this.contextRunner.run((context) -> status[0] = context.getBean(Status.class));
		assertThat(status[0].snapshot()).containsKey("generations").doesNotContainKeys("state", "caches", "limiters");
	}

	@Test
	void offersTheSameToActuator() {
		this.contextRunner.run((context) -> assertThat(context.getBean(StatusActuatorEndpoint.class).status())
			.containsKeys("generations", "caches"));
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Status.class)
				.doesNotHaveBean("holdfastStatusActuatorEndpoint"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "holdfast.enabled", "holdfast.status.enabled", "holdfast.server.enabled" })
	void canBeSwitchedOff(String property) {
		this.contextRunner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Status.class)
				.doesNotHaveBean(StatusActuatorEndpoint.class));
	}

	@Test
	void isAbsentInProduction() {
		Restarter.clearInstance();
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(Status.class)
			.doesNotHaveBean(StatusActuatorEndpoint.class));
	}

}
