package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.OptionalLibraries;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a server that cannot survive, the application restarts as with plain DevTools, its
 * state survives nevertheless, and the log says so.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class StepAsideIT {

	private static final Pattern STEPS_ASIDE = Pattern.compile("(?i)steps aside");

	private static final Pattern TOOK_OVER = Pattern.compile("took over port");

	private static final Pattern AGENT = Pattern.compile("Restart disabled due to an agent-based reloader");

	private static final Pattern RESTARTING = Pattern.compile("Restarting|Replaced in place");

	private static final String OWN_FACTORY = """
			package dev.holdfast.sample;

			import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;

			@Configuration(proxyBeanMethods = false)
			class ServerConfiguration {

				@Bean
				NettyReactiveWebServerFactory ownFactory() {
					return new NettyReactiveWebServerFactory();
				}

			}
			""";

	@TempDir
	private Path directory;

	private SourceProject project;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
	}

	@Test
	void leavesTheApplicationsOwnFactoryAlone() {
		this.project.write("dev/holdfast/sample/ServerConfiguration.java", OWN_FACTORY).compile();
		assertRestartsWithoutTheSurvivingServer(UnaryOperator.identity(), "Netty started on port");
	}

	@Test
	void leavesTomcatAloneWithoutReactorNetty() {
		// Its support for WebSockets would be one more library
		this.project.delete("dev/holdfast/sample/WebSocketConfiguration.java");
		assertRestartsWithoutTheSurvivingServer(OptionalLibraries.TOMCAT::insteadOfReactorNetty,
				"Tomcat started on port");
	}

	@Test
	void leavesJettyAloneBesideReactorNetty() {
		this.project.delete("dev/holdfast/sample/WebSocketConfiguration.java");
		assertRestartsWithoutTheSurvivingServer(OptionalLibraries.JETTY::addTo, "Jetty started on port");
	}

	// DevTools finds the agents by their classes, and restarts nothing
	@ParameterizedTest
	@ValueSource(strings = { "org/hotswap/agent/HotswapAgent", "org/zeroturnaround/javarebel/ReloaderFactory" })
	void leavesClassesToAnAgentThatReplacesThem(String agent) {
		int name = agent.lastIndexOf('/');
		this.project
			.write(agent + ".java",
					"package %s; public class %s { }".formatted(agent.substring(0, name).replace('/', '.'),
							agent.substring(name + 1)))
			.compile();
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.noProperty("holdfast.reload.redefine")
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(application.countLog(AGENT)).as(application::logTail).isOne();
			this.project.version("v2").compile();
			Awaitility.await()
				.during(Duration.ofSeconds(1))
				.atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(http.get("/version").text()).isEqualTo("v1"));
			assertThat(application.countLog(RESTARTING)).as(application::logTail).isZero();
		}
	}

	private void assertRestartsWithoutTheSurvivingServer(UnaryOperator<List<Path>> libraries, String started) {
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.dependencies(libraries)
			.port(ForkedApplication.freePort())
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			for (int restart = 1; restart <= 2; restart++) {
				application.restart("restart " + restart);
				assertThat(http.get("/counter").text()).isEqualTo("1");
				assertThat(http.get("/generation").text()).isEqualTo(String.valueOf(restart + 1));
			}
			assertThat(application.countLog(Pattern.compile(started))).as(application::logTail).isEqualTo(3);
			assertThat(application.countLog(TOOK_OVER)).as(application::logTail).isZero();
			assertThat(application.countLog(STEPS_ASIDE))
				.as("one line 'steps aside' per start\n" + application.logTail())
				.isEqualTo(3);
		}
	}

}
