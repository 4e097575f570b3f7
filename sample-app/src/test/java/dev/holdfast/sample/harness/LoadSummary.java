package dev.holdfast.sample.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What has happened to the requests of a {@link Load}.
 *
 * @param outcomes number of exchanges by status code, or by {@link RawHttpException}'s
 * reason in lower case; {@code loop} for clients that have given up following redirects
 * @param acknowledged number of answers with status 200 by request, such as
 * {@code POST /counter}
 * @param longestWait the longest time for one request, redirects included
 * @param duration from the start until now
 * @param unexpected the first of the outcomes other than 200 and 307, in words
 */
public record LoadSummary(Map<String, Long> outcomes, Map<String, Long> acknowledged, Duration longestWait,
		Duration duration, List<String> unexpected) {

	/**
	 * Number of answers with status 200.
	 * @param request the request, such as {@code POST /counter}
	 * @return the number
	 */
	public long acknowledged(String request) {
		return this.acknowledged.getOrDefault(request, 0L);
	}

	/**
	 * Number of exchanges.
	 * @param outcome a status code, or a reason such as {@code refused}
	 * @return the number
	 */
	public long count(String outcome) {
		return this.outcomes.getOrDefault(outcome, 0L);
	}

	@Override
	public String toString() {
		return "outcomes " + this.outcomes + ", acknowledged " + this.acknowledged + ", longest wait "
				+ this.longestWait.toMillis() + " ms, in " + this.duration.toMillis() + " ms"
				+ (this.unexpected.isEmpty() ? "" : "\n  " + String.join("\n  ", this.unexpected));
	}

}
