package dev.holdfast.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What browsers are told, through restarts. All tests have one application.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class ClientEventsIT {

	private static final String EVENTS = "/_holdfast/events";

	private static final Pattern NAME = Pattern.compile("(?m)^event: (.*)$");

	private static final Pattern ID = Pattern.compile("(?m)^id: (.*)$");

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"(\\w+)\"");

	private static final Pattern HEAP = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	private static final String CUSTOMIZER = """
			package dev.holdfast.sample;

			import org.springframework.boot.reactor.netty.NettyServerCustomizer;
			import org.springframework.stereotype.Component;
			import reactor.netty.http.server.HttpServer;

			@Component
			class Idle implements NettyServerCustomizer {

				@Override
				public HttpServer apply(HttpServer server) {
					return server.idleTimeout(java.time.Duration.ofMinutes(1));
				}

			}
			""";

	private static final int RESTARTS = 20;

	private static final int CLIENTS = 200;

	private static final long MAX_BYTES = 20_000_000;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	private static Path directory;

	private static SourceProject project;

	private static ForkedApplication application;

	@BeforeAll
	static void start() {
		project = SourceProject.copyTo(directory);
		application = ForkedApplication.of(project).start();
	}

	@AfterAll
	static void stop() {
		try (ForkedApplication ending = application; EventStream events = EventStream.open(ending.port(), EVENTS)) {
			awaitQuiet(events);
			// A stream that is open must not hold it up
			ending.signal("TERM");
			assertThat(ending.awaitExit(Duration.ofSeconds(10))).isNotEmpty();
		}
	}

	@Test
	void oneConnectionHearsOfAllRestarts() {
		try (EventStream events = EventStream.open(application.port(), EVENTS)) {
			List<String> expected = awaitQuiet(events);
			for (int i = 1; i <= RESTARTS; i++) {
				restart(events);
				expected.addAll(List.of("generation-starting", "generation-live", "state-report"));
				await(events, expected);
			}
			application.restart("edited");
			expected.addAll(List.of("dependency-updated", "generation-starting", "generation-live", "state-report"));
			await(events, expected);
			assertThat(events.end()).isNull();
			assertThat(find(ID, events.text()).stream().distinct()).hasSameSizeAs(expected);
			application.jvm().awaitRestartClassLoaders(2);
			assertTellsNobodyElseAndSaysWhy();
		}
	}

	@Test
	void tellsOfFailuresFixesAndResources() {
		try (EventStream events = EventStream.open(application.port(), EVENTS)) {
			List<String> expected = awaitQuiet(events);
			project.write("static/app.css", "body { }");
			expected.add("resource-updated");
			await(events, expected);
			project.write("application.properties", "demo.greeting=hello\n");
			expected.addAll(List.of("configuration-updated", "generation-starting", "generation-live", "state-report"));
			await(events, expected);
			assertThat(events.text()).contains("static/app.css", "demo.greeting");
			project.write("application.properties", "holdfast.reload.quiet-period=soon\n");
			expected.addAll(List.of("configuration-updated", "generation-starting", "generation-failed"));
			await(events, expected);
			assertThat(events.text()).contains("Property: holdfast.reload.quiet-period");
			project.delete("application.properties");
			expected.addAll(List.of("generation-starting", "generation-live", "state-report"));
			await(events, expected);
			assertThat(events.end()).isNull();
		}
	}

	@Test
	void aPortThatIsBoundAnewKeepsNoStreamAndNoGeneration() {
		project.write("dev/holdfast/sample/Idle.java", CUSTOMIZER);
		application.restart("customized");
		for (int i = 1; i <= 3; i++) {
			try (EventStream events = EventStream.open(application.port(), EVENTS)) {
				awaitQuiet(events);
				application.restart("bound anew " + i);
				Awaitility.await().atMost(LIMIT).until(() -> events.end() != null);
			}
		}
		application.jvm().awaitRestartClassLoaders(2);
		project.delete("dev/holdfast/sample/Idle.java");
		application.restart("not customized");
	}

	@Test
	void manyClientsCostLittleAndDelayNothing() {
		Duration alone = quickest("alone");
		long before = heap();
		List<EventStream> clients = new ArrayList<>();
		try {
			for (int i = 0; i < CLIENTS; i++) {
				clients.add(EventStream.open(application.port(), EVENTS));
			}
			awaitAll(clients, "hello", 1);
			long cost = heap() - before;
			assertThat(cost).isLessThan(MAX_BYTES);
			Duration together = quickest("together");
			awaitAll(clients, "generation-live", 2);
			System.out.printf("%d clients: %d bytes; a restart without them %d ms, with them %d ms%n", CLIENTS, cost,
					alone.toMillis(), together.toMillis());
			// Far more than measured, as other processes may need the machine meanwhile
			assertThat(together).isLessThan(alone.plusSeconds(2));
		}
		finally {
			clients.forEach(EventStream::close);
		}
	}

	private static void restart(EventStream events) {
		String token = find(TOKEN, events.text()).get(0);
		RawRequest request = RawRequest.post("/_holdfast/restart", "{}".getBytes(StandardCharsets.UTF_8))
			.header("Content-Type", "application/json");
		try (RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.exchange(request).status()).isEqualTo(403);
			assertThat(http.exchange(request.header("Holdfast-Token", token)).status()).isEqualTo(200);
		}
	}

	private static void awaitAll(List<EventStream> clients, String name, int times) {
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> clients.stream()
				.allMatch((client) -> Collections.frequency(find(NAME, client.text()), name) == times));
	}

	// What else the machine does may slow down one of them
	private static Duration quickest(String version) {
		Duration first = application.restart(version);
		Duration second = application.restart(version + " again");
		return (first.compareTo(second) < 0) ? first : second;
	}

	private static void assertTellsNobodyElseAndSaysWhy() {
		try (RawHttp http = RawHttp.keepAlive(application.port())) {
			assertThat(http.exchange(RawRequest.get(EVENTS).header("Host", "evil.test")).status()).isEqualTo(403);
			application.awaitLog(Pattern.compile("asks for the host 'evil.test'.*holdfast.access.allowed-hosts"),
					LIMIT);
			assertThat(http.get("/_holdfast/none").status()).isEqualTo(404);
		}
	}

	private static long heap() {
		application.jvm().instances("none");
		return Long.parseLong(find(HEAP, application.jvm().jcmd("GC.class_histogram")).get(0));
	}

	// What came before may still have something to tell
	private static List<String> awaitQuiet(EventStream events) {
		AtomicReference<List<String>> last = new AtomicReference<>(List.of());
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> {
			List<String> now = find(NAME, events.text());
			return now.contains("hello") && now.equals(last.getAndSet(now));
		});
		return new ArrayList<>(last.get());
	}

	private static void await(EventStream events, List<String> names) {
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(find(NAME, events.text())).isEqualTo(names));
	}

	private static List<String> find(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((match) -> match.group(1)).toList();
	}

}
