package dev.holdfast.sample.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what happens to the requests of a {@link Load}.
 */
final class LoadTally {

	private static final int MAX_UNEXPECTED = 10;

	private final Map<String, Long> outcomes = new TreeMap<>();

	private final Map<String, Long> acknowledged = new TreeMap<>();

	private final List<String> unexpected = new ArrayList<>();

	private long begun;

	private long longestWait;

	synchronized void start() {
		this.begun = System.nanoTime();
	}

	synchronized void answered(RawRequest request, RawResponse response) {
		count(this.outcomes, String.valueOf(response.status()));
		if (response.status() == 200) {
			count(this.acknowledged, request.toString());
		}
		else if (response.status() != 307) {
			unexpected(request + " " + response);
		}
	}

	synchronized void looped(RawRequest request, RawResponse response) {
		count(this.outcomes, "loop");
		unexpected("Sent from place to place: " + request + " " + response);
	}

	synchronized void failed(RawHttpException failure) {
		count(this.outcomes, failure.reason().name().toLowerCase(Locale.ROOT));
		unexpected(failure.getMessage());
	}

	synchronized void waited(long nanos) {
		this.longestWait = Math.max(this.longestWait, nanos);
	}

	synchronized LoadSummary summary() {
		return new LoadSummary(new TreeMap<>(this.outcomes), new TreeMap<>(this.acknowledged),
				Duration.ofNanos(this.longestWait), Duration.ofNanos(System.nanoTime() - this.begun),
				List.copyOf(this.unexpected));
	}

	private void unexpected(String text) {
		if (this.unexpected.size() < MAX_UNEXPECTED) {
			long millis = Duration.ofNanos(System.nanoTime() - this.begun).toMillis();
			this.unexpected.add("after " + millis + " ms: " + text);
		}
	}

	private static void count(Map<String, Long> counts, String key) {
		counts.merge(key, 1L, Long::sum);
	}

}
