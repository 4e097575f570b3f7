package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ApplicationLauncher;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.OneConnection;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application may do to its server works as ever, and goes with its generation.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ServerCustomizationIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String CUSTOMIZER_FILE = "dev/holdfast/sample/HeaderCustomizer.java";

	private static final String CUSTOMIZER = """
			package dev.holdfast.sample;

			import org.springframework.boot.reactor.netty.NettyServerCustomizer;
			import org.springframework.stereotype.Component;
			import reactor.core.publisher.Mono;
			import reactor.netty.http.server.HttpServer;
			import reactor.netty.http.server.HttpServerResponse;

			@Component
			class HeaderCustomizer implements NettyServerCustomizer {

				@Override
				public HttpServer apply(HttpServer server) {
					return server.mapHandle((handling, connection) -> Mono.defer(() -> {
						((HttpServerResponse) connection).header("X-Custom", "custom 0");
						return handling;
					}));
				}

			}
			""";

	private static final String ROUTES_FILE = "dev/holdfast/sample/NativeRoutes.java";

	private static final String ROUTES = """
			package dev.holdfast.sample;

			import org.springframework.boot.reactor.netty.NettyRouteProvider;
			import org.springframework.stereotype.Component;
			import reactor.core.publisher.Mono;
			import reactor.netty.http.server.HttpServerRoutes;

			@Component
			class NativeRoutes implements NettyRouteProvider {

				@Override
				public HttpServerRoutes apply(HttpServerRoutes routes) {
					return routes.get("/native", (request, response) -> response.sendString(Mono.just("route 0")));
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
	void leavesABusyHttp2ConnectionAloneWhenThePortIsBoundAnew() {
		this.project.write(CUSTOMIZER_FILE, CUSTOMIZER);
		try (ForkedApplication application = start(
				ForkedApplication.of(this.project).property("server.http2.enabled", "true"));
				OneConnection connection = OneConnection.http2ClearText(application.port())) {
			assertThat(connection.get("/version").text()).isEqualTo("v1");
			application.restart("v2");
			// Longer than idle connections of the old socket may linger
			CompletableFuture<RawResponse> slow = connection.send("/slow?ms=5000");
			assertThat(OneConnection.await(slow).text()).isEqualTo("v2");
		}
	}

	@Test
	void appliesAnEditedCustomizerAndForgetsTheOldOne() {
		this.project.write(CUSTOMIZER_FILE, CUSTOMIZER);
		try (ForkedApplication application = start(ForkedApplication.of(this.project))) {
			int port = application.port();
			assertThat(header(port)).isEqualTo("custom 0");
			Load load = Load.on(port).clients(2, RawRequest.get("/version")).start();
			for (int restart = 1; restart <= 5; restart++) {
				String value = "custom " + restart;
				application.restart(() -> this.project.version(value)
					.edit(CUSTOMIZER_FILE, (text) -> text.replaceFirst("custom \\d", value)), value);
				Awaitility.await().atMost(LIMIT).until(() -> header(port).equals(value));
			}
			LoadSummary summary = load.stop();
			System.out.println("Customized anew under load: " + summary);
			// Reset: what the old listener has not accepted yet when the new one replaces
			// it
			assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307", "reset");
			assertThat(summary.count("reset")).as(summary::toString).isLessThan(5);
			assertThat(application.port()).isEqualTo(port);
			application.jvm().awaitRestartClassLoaders(2);
		}
	}

	@Test
	void servesEditedNativeRoutes() {
		this.project.write(ROUTES_FILE, ROUTES);
		try (ForkedApplication application = start(ForkedApplication.of(this.project));
				RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.get("/native").text()).isEqualTo("route 0");
			for (int restart = 1; restart <= 2; restart++) {
				String value = "route " + restart;
				application.restart(() -> this.project.version(value)
					.edit(ROUTES_FILE, (text) -> text.replaceFirst("route \\d", value)), value);
				Awaitility.await().atMost(LIMIT).until(() -> http.get("/native").text().equals(value));
				assertThat(http.get("/version").text()).isEqualTo(value);
				assertThat(http.get("/nothing-here").status()).isEqualTo(404);
			}
		}
	}

	@Test
	void obeysForwardedHeadersAndWritesTheAccessLogAfterRestartsToo() {
		this.project.write(ExtraSources.PEER_FILE, ExtraSources.PEER);
		try (ForkedApplication application = start(ForkedApplication.of(this.project)
			.property("server.forward-headers-strategy", "native")
			.property("reactor.netty.http.server.accessLogEnabled", "true"));
				RawHttp http = RawHttp.keepAlive(application.port())) {
			for (int generation = 1; generation <= 3; generation++) {
				if (generation > 1) {
					application.restart("generation " + generation);
				}
				RawRequest request = RawRequest.get("/uri?generation=" + generation)
					.header("X-Forwarded-Proto", "https")
					.header("X-Forwarded-Host", "example.org")
					.header("X-Forwarded-Port", "443");
				assertThat(http.exchange(request).text())
					.matches("https://example\\.org(:443)?" + Pattern.quote(request.path()));
				application.awaitLog(Pattern.compile("\"GET /uri\\?generation=" + generation + " HTTP/1.1\" 200"),
						LIMIT);
			}
		}
	}

	private ForkedApplication start(ApplicationLauncher launcher) {
		this.project.compile();
		return launcher.start();
	}

	private static String header(int port) {
		try (RawHttp http = RawHttp.newConnections(port)) {
			return http.get("/version").header("x-custom").orElse("none");
		}
	}

}
