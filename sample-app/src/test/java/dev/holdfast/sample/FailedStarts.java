package dev.holdfast.sample;

import java.time.Duration;

import org.awaitility.Awaitility;

import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edits after which the application does not start, and what is to be waited for then.
 */
final class FailedStarts {

	/**
	 * Where {@link #fragile} goes.
	 */
	static final String FRAGILE_FILE = "dev/holdfast/sample/Fragile.java";

	private static final String FRAGILE = """
			package dev.holdfast.sample;

			import org.springframework.stereotype.Component;

			@Component
			class Fragile {

				Fragile() {
					if (%s) {
						throw new IllegalStateException("broken <%d>");
					}
				}

			}
			""";

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private FailedStarts() {
	}

	/**
	 * A bean.
	 * @param broken whether it throws an exception
	 * @param edit what its message ends with
	 * @return the source
	 */
	static String fragile(boolean broken, int edit) {
		return FRAGILE.formatted(broken, edit);
	}

	/**
	 * Wait until a program is told that a generation has failed. Before, the application
	 * may answer.
	 * @param http the client
	 * @param generation the number of the generation
	 * @return the answer
	 */
	static RawResponse awaitExplanation(RawHttp http, int generation) {
		return Awaitility.await("generation " + generation + " has failed")
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> {
				RawResponse response = http.get("/version");
				assertThat(response.status()).as(response::toString).isIn(200, 503);
				return response;
			}, (response) -> response.status() == 503 && response.text().contains("\"generation\":" + generation));
	}

}
