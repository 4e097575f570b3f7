package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What belongs to a request, before and after restarts.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(300)
class RequestStateIT {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String CLIENT = "dev/holdfast/sample/OrderClient.java";

	// States whose proxies are of classes that outlive restarts
	private static final String BASE_TYPES = """
			package dev.holdfast.sample;

			import java.util.function.Supplier;

			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.util.LinkedMultiValueMap;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;

			import dev.holdfast.request.ProxyBean;
			import dev.holdfast.request.RequestInfo;
			import dev.holdfast.request.RequestState;
			import dev.holdfast.request.RequestStateDefinition;
			import dev.holdfast.request.RequestStateFactory;

			@Configuration(proxyBeanMethods = false)
			class BaseTypes {

				@Bean
				@ProxyBean
				@SuppressWarnings("unchecked")
				RequestState<Supplier<String>> words(RequestStateFactory states, RequestInfo request) {
					return (RequestState) states.define(RequestStateDefinition.of("words", Supplier.class)
						.createdBy(() -> () -> "made in " + request.path()));
				}

				@Bean
				@ProxyBean
				RequestState<LinkedMultiValueMap> map(RequestStateFactory states) {
					return states.define(RequestStateDefinition.of("map", LinkedMultiValueMap.class)
						.createdBy(() -> new LinkedMultiValueMap<>()));
				}

				@RestController
				static class Controller {

					private final Supplier<String> words;

					private final LinkedMultiValueMap map;

					Controller(Supplier<String> words, LinkedMultiValueMap map) {
						this.words = words;
						this.map = map;
					}

					@GetMapping("/base-types")
					String text() {
						this.map.add("a", this);
						return this.words.get() + " " + this.map.size();
					}

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
	void tellsAndChangesWhatTheRequestIsInEveryGeneration() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			for (int generation = 1; generation <= 3; generation++) {
				if (generation > 1) {
					application.restart("v" + generation);
				}
				RawResponse info = http.get("/request-info?a=b");
				assertThat(info.text()).as(application::logTail)
					.matches("\\{\"generation\":" + generation
							+ ",\"requestId\":\"[^\"]+\",\"path\":\"/request-info\"}");
				assertThat(http.get("/request-info").text()).isNotEqualTo(info.text());
				assertThat(http.post("/action").header("x-server-action")).hasValue("true");
				assertThat(http.get("/version").header("x-server-action")).isEmpty();
			}
		}
	}

	@Test
	void givesEachRequestItsClientAndClosesIt() {
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.property("logging.level.dev.holdfast.sample", "debug")
			.start(); RawHttp http = RawHttp.keepAlive(application.port())) {
			for (String user : new String[] { "Ada", "Grace" }) {
				assertThat(order(http, user).text()).as(application::logTail)
					.isEqualTo("[\"" + user + " has ordered tea\",\"" + user + " has ordered milk\"]");
				application.awaitLog(Pattern.compile("Closed the client of " + user), LIMIT);
			}
			assertThat(http.post("/orders/tea").text()).isEqualTo("[\"Somebody has ordered tea\"]");
			assertThat(application.countLog(Pattern.compile("Closed the client of Ada"))).isEqualTo(1);
		}
	}

	@Test
	void usesTheClientsNewClassAtOnce() {
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(order(http, "Ada").text()).contains("Ada has ordered tea");
			application.restart(
					() -> this.project.version("v2").edit(CLIENT, (text) -> text.replace("has ordered", "would like")),
					"v2");
			assertThat(order(http, "Ada").text()).as(application::logTail).contains("Ada would like tea");
			application
				.restart(
						() -> this.project.version("v3")
							.edit(CLIENT,
									(text) -> text
										.replace("private final String user;",
												"private final String user;\n\n\tprivate int orders;")
										// The service orders on several threads at once
										.replace("String order(", "synchronized String order(")
										.replace("\" would like \" + item", "\" \" + ++this.orders + \" \" + item")),
						"v3");
			assertThat(order(http, "Ada").text()).as(application::logTail).contains("Ada 1 ").contains("Ada 2 ");
		}
	}

	@Test
	void keepsNoGenerationInMemory() {
		this.project.write("dev/holdfast/sample/BaseTypes.java", BASE_TYPES).compile();
		try (ForkedApplication application = ForkedApplication.of(this.project).start();
				RawHttp http = RawHttp.keepAlive(application.port())) {
			for (int restart = 1; restart <= 20; restart++) {
				assertThat(http.get("/base-types").text()).as(application::logTail).isEqualTo("made in /base-types 1");
				assertThat(order(http, "Ada").text()).contains("Ada has ordered tea");
				assertThat(http.get("/request-info").status()).isEqualTo(200);
				application.restart("restart " + restart);
			}
			assertThat(http.get("/base-types").text()).isEqualTo("made in /base-types 1");
			application.jvm().awaitRestartClassLoaders(2);
		}
	}

	private static RawResponse order(RawHttp http, String user) {
		return http.exchange(RawRequest.post("/orders/tea,milk").header("X-User", user));
	}

}
