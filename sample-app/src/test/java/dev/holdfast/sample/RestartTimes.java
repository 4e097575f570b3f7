package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

	@TempDir
	private Path directory;

	@Test
	void measureWithDefaultTiming() {
		List<Duration> holdfast = new ArrayList<>();
		List<Duration> plain = new ArrayList<>();
		try (ForkedApplication withHoldfast = launcher("holdfast").start();
				ForkedApplication withoutHoldfast = launcher("plain").withoutHoldfast().start()) {
			for (int i = 1; i <= WARM_UP + RESTARTS; i++) {
				Duration first = withHoldfast.restart("edit " + i);
				Duration second = withoutHoldfast.restart("edit " + i);
				if (i > WARM_UP) {
					holdfast.add(first);
					plain.add(second);
				}
			}
		}
		System.out.printf("Edit to fresh answer, %d restarts each, ms (min/median/max)%n", RESTARTS);
		System.out.println("Holdfast       " + figures(holdfast));
		System.out.println("plain DevTools " + figures(plain));
		System.out.printf("ratio of the medians %.3f%n",
				(double) median(holdfast).toMillis() / median(plain).toMillis());
	}

	private ApplicationLauncher launcher(String name) {
		SourceProject project = SourceProject.copyTo(this.directory.resolve(name)).deleteUsesOfHoldfast();
		return ForkedApplication.of(project).port(ForkedApplication.freePort()).defaultRestartTiming();
	}

	private static String figures(List<Duration> durations) {
		List<Duration> sorted = durations.stream().sorted().toList();
		return sorted.get(0).toMillis() + " / " + median(durations).toMillis() + " / "
				+ sorted.get(sorted.size() - 1).toMillis();
	}

	private static Duration median(List<Duration> durations) {
		return durations.stream().sorted().toList().get(durations.size() / 2);
	}

}
