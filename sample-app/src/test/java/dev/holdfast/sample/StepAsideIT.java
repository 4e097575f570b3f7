package dev.holdfast.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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
