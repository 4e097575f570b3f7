package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ApplicationLauncher;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.SourceProject;

/**
 * Measures how long it takes from an edited class to its first answer, with Holdfast and
 * with plain DevTools, in turn in one run. Not a test: it fails for no figure, and runs
 * only by name, through {@code docs/design/measure-restarts.sh}.
 */
@Timeout(1200)
class RestartTimes {

	private static final int WARM_UP = 3;

	private static final int RESTARTS = Integer.getInteger("holdfast.measured-restarts", 30);

	private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

	private static final Pattern DETECTED_OR_STARTED = Pattern
		.compile("^(\\S+)Z .*(Restarting: |Started SampleApplication)");

	@TempDir
	private Path directory;

	@Test
	void measureWithDefaultTiming() {
		List<Duration> holdfast = new ArrayList<>();
		List<Duration> plain = new ArrayList<>();
		try (ForkedApplication withHoldfast = launcher("holdfast").start();
				ForkedApplication withoutHoldfast = launcher("plain").withoutHoldfast().start()) {
			for (int i = 1; i <= WARM_UP + RESTARTS; i++) {
				Duration phase = POLL_INTERVAL.multipliedBy(i * 7 % RESTARTS).dividedBy(RESTARTS);
				Duration first = restart(withHoldfast, phase, "edit " + i);
				Duration second = restart(withoutHoldfast, phase, "edit " + i);
				if (i > WARM_UP) {
					holdfast.add(first);
					plain.add(second);
				}
			}
			System.out.printf("%d restarts each, ms (min / median / max)%n", RESTARTS);
			report("from edit to fresh answer", holdfast, plain);
			report("from detection to started", startTimes(withHoldfast), startTimes(withoutHoldfast));
		}
	}

	/**
	 * Restart at a certain phase of the interval in which DevTools looks for changes, so
	 * that it is spread alike for both applications.
	 * @param application the application
	 * @param phase how long to wait first
	 * @param version what the edit makes it answer
	 * @return the time from the edit to the fresh answer
	 */
	private static Duration restart(ForkedApplication application, Duration phase, String version) {
		LockSupport.parkNanos(phase.toNanos());
		return application.restart(version);
	}

	private static List<Duration> startTimes(ForkedApplication application) {
		List<Duration> times = new ArrayList<>();
		LocalDateTime detected = null;
		for (MatchResult line : application.findInLog(DETECTED_OR_STARTED)) {
			LocalDateTime time = LocalDateTime.parse(line.group(1));
			if (line.group(2).startsWith("Restarting")) {
				detected = time;
			}
			else if (detected != null) {
				times.add(Duration.between(detected, time));
			}
		}
		return times.subList(WARM_UP, times.size());
	}

	private ApplicationLauncher launcher(String name) {
		SourceProject project = SourceProject.copyTo(this.directory.resolve(name)).deleteUsesOfHoldfast();
		return ForkedApplication.of(project).port(ForkedApplication.freePort()).defaultRestartTiming();
	}

	private static void report(String what, List<Duration> holdfast, List<Duration> plain) {
		System.out.printf("%s: Holdfast %s, plain DevTools %s, ratio of the medians %.3f, of the means %.3f%n", what,
				figures(holdfast), figures(plain), millis(holdfast, 0.5) / millis(plain, 0.5),
				mean(holdfast) / mean(plain));
	}

	private static String figures(List<Duration> durations) {
		return "%.0f / %.0f / %.0f".formatted(millis(durations, 0), millis(durations, 0.5), millis(durations, 1));
	}

	private static double millis(List<Duration> durations, double quantile) {
		List<Duration> sorted = durations.stream().sorted().toList();
		return sorted.get((int) (quantile * (sorted.size() - 1))).toMillis();
	}

	private static double mean(List<Duration> durations) {
		return durations.stream().mapToLong(Duration::toMillis).average().orElseThrow();
	}

}
