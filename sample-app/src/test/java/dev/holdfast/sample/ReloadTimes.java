package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.sample.harness.ApplicationLauncher;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.Load;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawHttpException;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.SourceProject;

/**
 * Measures how long it takes from an edited class to its first answer, with Holdfast,
 * with plain DevTools as it is, and with plain DevTools that looks ten times as often, in
 * turn in one run. Not a test: it fails for no figure, and runs only by name, through
 * {@code docs/design/measure-reloads.sh}.
 */
class ReloadTimes {

	private static final int WARM_UP = 2;

	private static final int EDITS = Integer.getInteger("holdfast.measured-edits", 10);

	private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

	private static final Pattern TYPE = Pattern.compile("class VersionController \\{( int edit\\w+;)?");

	@TempDir
	private Path directory;

	private final Map<String, SourceProject> projects = new LinkedHashMap<>();

	private int edits;

	@ParameterizedTest
	@ValueSource(ints = { 0, 2000 })
	void measure(int classes) {
		try (ForkedApplication holdfast = launcher("holdfast", classes).property("holdfast.reload.redefine", "true")
			.start();
				ForkedApplication plain = launcher("plain", classes).withoutHoldfast().start();
				ForkedApplication tuned = launcher("tuned", classes).withoutHoldfast()
					.property("spring.devtools.restart.poll-interval", "100ms")
					.property("spring.devtools.restart.quiet-period", "50ms")
					.start()) {
			Map<String, ForkedApplication> applications = new LinkedHashMap<>();
			applications.put("holdfast", holdfast);
			applications.put("plain", plain);
			applications.put("tuned", tuned);
			System.out.printf("%n| %d more classes, ms: median of %d (min, max) | Holdfast | plain DevTools | tuned |"
					+ " of plain | of tuned |%n|---|---|---|---|---|---|%n", classes, EDITS);
			for (int clients : List.of(0, 3)) {
				for (boolean body : List.of(true, false)) {
					report((body ? "body of a method" : "structure") + ((clients > 0) ? ", under load" : ""),
							times(applications, body, clients));
				}
			}
		}
	}

	private List<List<Duration>> times(Map<String, ForkedApplication> applications, boolean body, int clients) {
		List<List<Duration>> times = new ArrayList<>();
		applications.forEach((name, application) -> times.add(new ArrayList<>()));
		for (int i = 0; i < WARM_UP + EDITS; i++) {
			// Spread over the interval in which DevTools looks for changes, for all alike
			Duration phase = POLL_INTERVAL.multipliedBy(i * 7 % EDITS).dividedBy(EDITS);
			int index = 0;
			for (Map.Entry<String, ForkedApplication> entry : applications.entrySet()) {
				Duration time = time(entry.getKey(), entry.getValue(), body, clients, phase);
				if (i >= WARM_UP) {
					times.get(index).add(time);
				}
				index++;
			}
		}
		return times;
	}

	private Duration time(String name, ForkedApplication application, boolean body, int clients, Duration phase) {
		Load load = Load.on(application.port()).clients(clients, RawRequest.get("/version")).start();
		LockSupport.parkNanos(phase.toNanos());
		this.edits++;
		String version = "edit " + this.edits;
		SourceProject project = this.projects.get(name);
		project.version(version);
		if (!body) {
			project.edit("dev/holdfast/sample/VersionController.java",
					(text) -> TYPE.matcher(text).replaceFirst("class VersionController { int edit" + this.edits + ";"));
		}
		project.compile();
		long compiled = System.nanoTime();
		// Plain DevTools may never answer who comes while it closes its server
		try (RawHttp http = RawHttp.newConnections(application.port()).readTimeout(Duration.ofMillis(500))) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> answers(http, version));
		}
		Duration time = Duration.ofNanos(System.nanoTime() - compiled);
		load.stop();
		return time;
	}

	private static boolean answers(RawHttp http, String version) {
		try {
			return http.get("/version").text().equals(version);
		}
		catch (RawHttpException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void measureWhatARequestPays(String enabled) {
		try (ForkedApplication application = launcher("requests", 2000).property("holdfast.reload.enabled", enabled)
			.start(); RawHttp http = RawHttp.keepAlive(application.port())) {
			double[] times = IntStream.range(0, 20_000).mapToDouble((i) -> {
				long start = System.nanoTime();
				http.get("/version");
				return (System.nanoTime() - start) / 1e6;
			}).skip(10_000).sorted().toArray();
			System.out.printf(
					"| A request with %s, 2000 more classes, ms: median %.3f, 95th percentile %.3f, 99th %.3f |%n",
					enabled.equals("true") ? "the check" : "no check", times[5_000], times[9_500], times[9_900]);
		}
	}

	private ApplicationLauncher launcher(String name, int classes) {
		SourceProject project = SourceProject.copyTo(this.directory.resolve(name)).deleteUsesOfHoldfast();
		for (int file = 0; file < classes / 100; file++) {
			int number = file;
			project.write("dev/holdfast/sample/more/More" + file + ".java", IntStream.range(0, 100)
				.mapToObj((type) -> "class More%d_%d { int value; int next() { return new More%d_%d().value + %d; } }"
					.formatted(number, type, number, (type + 1) % 100, type))
				.collect(Collectors.joining("\n", "package dev.holdfast.sample.more;\n", "\n")));
		}
		project.compile();
		this.projects.put(name, project);
		return ForkedApplication.of(project).port(ForkedApplication.freePort()).defaultRestartTiming();
	}

	private static void report(String what, List<List<Duration>> times) {
		double holdfast = millis(times.get(0), 0.5);
		System.out.printf("| %s | %s | %.2f | %.2f |%n", what,
				times.stream().map(ReloadTimes::figures).collect(Collectors.joining(" | ")),
				holdfast / millis(times.get(1), 0.5), holdfast / millis(times.get(2), 0.5));
	}

	private static String figures(List<Duration> times) {
		return "%.0f (%.0f, %.0f)".formatted(millis(times, 0.5), millis(times, 0), millis(times, 1));
	}

	private static double millis(List<Duration> times, double quantile) {
		List<Duration> sorted = times.stream().sorted().toList();
		return sorted.get((int) (quantile * (sorted.size() - 1))).toNanos() / 1e6;
	}

}
