package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From where code sees its request, in an application on a real server, with automatic
 * context propagation and without.
 */
@ParameterizedClass
@ValueSource(strings = { "auto", "limited" })
@TestInstance(Lifecycle.PER_CLASS)
class VisibilityTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final boolean before = Hooks.isAutomaticContextPropagationEnabled();

	@Parameter
	private String mode;

	private ReactiveWebServerApplicationContext context;

	private VisibilityLog log;

	private WebTestClient client;

	@BeforeParameterizedClassInvocation
	void start() {
		// The property switches it on only
		Hooks.disableAutomaticContextPropagation();
		SpringApplication application = new SpringApplication(VisibilityApplication.class);
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		application.setBannerMode(Banner.Mode.OFF);
		this.context = (ReactiveWebServerApplicationContext) application.run("--server.port=0",
				"--server.address=127.0.0.1", "--server.shutdown=immediate",
				"--logging.level.org.springframework.boot.webflux=off",
				"--logging.level.org.springframework.web.HttpLogging=off",
				"--spring.reactor.context-propagation=" + this.mode);
		this.log = this.context.getBean(VisibilityLog.class);
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.context.getWebServer().getPort())
			.responseTimeout(LIMIT)
			.build();
	}

	@AfterParameterizedClassInvocation
	void stop() {
		this.context.close();
		if (this.before) {
			Hooks.enableAutomaticContextPropagation();
		}
		else {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void isInTheModeThatIsTested() {
		assertThat(Hooks.isAutomaticContextPropagationEnabled()).isEqualTo(this.mode.equals("auto"));
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/request/visibility.csv")
	void seesTheRequest(String path, String place, String auto, String limited, String byMono) {
		assumeSupported(path);
		String tenant = request(path);
		boolean visible = (this.mode.equals("auto") ? auto : limited).equals("yes");
		assertThat(await(tenant, place)).containsOnly(visible ? tenant : VisibilityLog.NONE);
		if (byMono.equals("yes")) {
			assertThat(this.log.seenByMono(tenant, place)).isNotEmpty().containsOnly(tenant);
		}
	}

	@ParameterizedTest
	@CsvSource({ "startup, startup", "scheduled, @Scheduled" })
	void seesNoRequestWhereThereIsNone(String tenant, String place) {
		assertThat(await(tenant, place)).containsOnly(VisibilityLog.NONE);
		Awaitility.await().atMost(LIMIT).until(() -> !this.log.seenByMono(tenant, place).isEmpty());
		assertThat(this.log.seenByMono(tenant, place)).containsOnly(VisibilityLog.NONE);
	}

	@Test
	void setsAndGetsByMono() {
		this.client.get()
			.uri("/changed")
			.header(VisibilityLog.HEADER, "first")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("changed");
	}

	// Upstream of all, and so after what ends the request
	@ParameterizedTest
	@CsvSource({ "/mono, 'Mono of a controller, doFinally'", "/flux, 'Flux of a controller, doFinally'",
			"/mono, 'filter, doFinally'" })
	void neverSeesAnotherRequestFinally(String path, String place) {
		String tenant = request(path);
		assertThat(await(tenant, place)).isSubsetOf(this.mode.equals("auto")
				? List.of(tenant, RequestEndedException.class.getSimpleName()) : List.of(VisibilityLog.NONE));
	}

	private List<String> await(String tenant, String place) {
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(2))
			.atMost(LIMIT)
			.until(() -> this.log.seen(tenant, place), (seen) -> !seen.isEmpty());
	}

	private String request(String path) {
		String tenant = UUID.randomUUID().toString();
		WebTestClient.RequestHeadersSpec<?> request = switch (path) {
			case "/body", "/buffers" -> this.client.post().uri(path).bodyValue("text");
			case "/form" ->
				this.client.post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED).bodyValue("a=b");
			case "/part" -> this.client.post()
				.uri(path)
				.header("Content-Type", "multipart/form-data; boundary=xx")
				.bodyValue(
						"--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\ntext\r\n--xx--\r\n");
			default -> this.client.get().uri(path);
		};
		request.header(VisibilityLog.HEADER, tenant).exchange().expectBody(String.class).returnResult();
		return tenant;
	}

	private static void assumeSupported(String path) {
		Assumptions.assumeFalse(path.endsWith("virtualThreads") && Runtime.version().feature() < 21,
				"Virtual threads need Java 21");
	}

}
