package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.LoadSummary;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that is commented out at first comes alive, piece by piece, while requests run.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class UncommentedCodeIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String LIBRARY_CLASS = "org.springframework.web.util.HtmlUtils";

	private static final String CONTROLLER_FILE = "dev/holdfast/sample/GreetingController.java";

	private static final String SERVICE_FILE = "dev/holdfast/sample/GreetingService.java";

	private static final String PLAIN_FILE = "dev/holdfast/sample/Greeting.java";

	private static final String CONTROLLER = """
			package dev.holdfast.sample;

			import java.util.Map;

			import org.springframework.http.MediaType;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.PostMapping;
			import org.springframework.web.bind.annotation.RequestParam;
			import org.springframework.web.bind.annotation.RestController;

			import dev.holdfast.request.RequestInfo;

			//C @RestController
			class GreetingController {

				//C private final CounterController counter;

				//C private final RequestInfo request;

				//S @org.springframework.beans.factory.annotation.Autowired GreetingService service;

				//C GreetingController(CounterController counter, RequestInfo request) {
				//C 	this.counter = counter;
				//C 	this.request = request;
				//C }

				private String greeting(String name) {
					String text = "Hello " + name;
					//S text = this.service.greet(name);
					//P text = new Greeting("Welcome", this.service.greet(name)).text();
					return text;
				}

				//C @GetMapping(path = "/greeting", produces = MediaType.APPLICATION_JSON_VALUE)
				//C Map<String, String> json(@RequestParam String name) {
				//C 	return Map.of("greeting", greeting(name));
				//C }

				//C @GetMapping(path = "/greeting.html", produces = MediaType.TEXT_HTML_VALUE)
				//C String page(@RequestParam String name) {
				//C 	return "<!DOCTYPE html><title>Greeting</title><p>%s</p>".formatted(greeting(name));
				//C }

				//C @PostMapping("/greeting")
				//C reactor.core.publisher.Mono<String> act(@RequestParam String name) {
				//C 	this.request.setHeader("X-Greeting", greeting(name));
				//C 	return this.counter.increment();
				//C }

			}
			""";

	private static final String SERVICE = """
			package dev.holdfast.sample;

			//S @org.springframework.stereotype.Service
			//S class GreetingService {
			//S
			//S 	String greet(String name) {
			//S 		return "Good day " + org.springframework.web.util.HtmlUtils.htmlEscape(name);
			//S 	}
			//S
			//S }
			""";

	private static final String PLAIN = """
			package dev.holdfast.sample;

			//P record Greeting(String salutation, String rest) {
			//P
			//P 	String text() {
			//P 		return this.salutation + ". " + this.rest;
			//P 	}
			//P
			//P }
			""";

	@TempDir
	private Path directory;

	private SourceProject project;

	@Test
	void bringsInEachClassThatIsUncommentedWhileRequestsRun() {
		this.project = SourceProject.copyTo(this.directory)
			.write(CONTROLLER_FILE, CONTROLLER)
			.write(SERVICE_FILE, SERVICE)
			.write(PLAIN_FILE, PLAIN);
		RetrySources.addWork(this.project);
		this.project.compile();
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.property("holdfast.server.drain-timeout", "200ms")
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.post("/counter").text()).isEqualTo("1");
			assertThat(http.get("/greeting?name=Ada").status()).isEqualTo(404);
			Load load = Load.on(application.port())
				.clients(2, RawRequest.get("/version"))
				.clients(2, RawRequest.get("/work?ms=500"))
				.clients(2, RawRequest.post("/action"))
				.start();
			uncomment("//C ", CONTROLLER_FILE);
			assertGreeting(http, "Hello Ada", 1);
			assertThat(application.jvm().isLoaded(LIBRARY_CLASS)).isFalse();
			uncomment("//S ", SERVICE_FILE, CONTROLLER_FILE);
			assertGreeting(http, "Good day Ada", 2);
			assertThat(application.jvm().isLoaded(LIBRARY_CLASS)).isTrue();
			uncomment("//P ", PLAIN_FILE, CONTROLLER_FILE);
			assertGreeting(http, "Welcome. Good day Ada", 3);
			LoadSummary summary = load.stop();
			assertThat(summary.outcomes().keySet()).as(summary::toString).isSubsetOf("200", "307");
		}
	}

	private void uncomment(String mark, String... files) {
		for (String file : files) {
			this.project.edit(file, (text) -> text.replace(mark, "").replace(mark.stripTrailing() + "\n", "\n"));
		}
		this.project.compile();
	}

	private void assertGreeting(RawHttp http, String greeting, int count) {
		Awaitility.await(greeting)
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> {
				RawResponse response = http.get("/greeting?name=Ada");
				assertThat(response.status()).as(response::toString).isIn(200, 307, 404);
				return response.text().equals("{\"greeting\":\"" + greeting + "\"}");
			});
		RawResponse page = http.get("/greeting.html?name=Ada");
		assertThat(page.header("content-type").orElseThrow()).startsWith("text/html");
		assertThat(page.text()).contains("<p>" + greeting + "</p>");
		assertThat(http.get("/counter").text()).isEqualTo(String.valueOf(count));
		RawResponse action = http.post("/greeting?name=Ada");
		assertThat(action.header("x-greeting")).as(action::toString).hasValue(greeting);
		assertThat(action.text()).isEqualTo(String.valueOf(count + 1));
	}

}
