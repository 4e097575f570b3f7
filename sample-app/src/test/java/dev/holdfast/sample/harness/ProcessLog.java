package dev.holdfast.sample.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has printed so far, read in the background.
 */
final class ProcessLog {

	private static final int TAIL = 80;

	private final List<String> lines = new ArrayList<>();

	private final Thread reader;

	ProcessLog(InputStream output) {
		this.reader = new Thread(() -> read(output), "log-of-forked-application");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	List<String> lines() {
		synchronized (this.lines) {
			return List.copyOf(this.lines);
		}
	}

	List<MatchResult> matches(Pattern pattern) {
		return lines().stream().map(pattern::matcher).filter(Matcher::find).map(Matcher::toMatchResult).toList();
	}

	Optional<MatchResult> firstMatch(Pattern pattern) {
		return matches(pattern).stream().findFirst();
	}

	String tail() {
		List<String> all = lines();
		return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
	}

	/**
	 * Wait, in bounds, for the rest of what an ended process has printed.
	 * @throws InterruptedException if the thread is interrupted
	 */
	void awaitEnd() throws InterruptedException {
		this.reader.join(5000);
	}

	private void read(InputStream output) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				synchronized (this.lines) {
					this.lines.add(line);
				}
			}
		}
		catch (IOException ex) {
			synchronized (this.lines) {
				this.lines.add("(end of the log: " + ex.getMessage() + ")");
			}
		}
	}

}
