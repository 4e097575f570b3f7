package dev.holdfast.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts of rate limiters, fixed and sliding, over restarts.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(300)
class RateLimitOverRestartsIT {

	private static final int RESTARTS = 20;

	private static final String FILE = "dev/holdfast/sample/LimitedController.java";

	private static final String CONTROLLER = """
			package dev.holdfast.sample;

			import org.springframework.web.bind.annotation.*;

			import dev.holdfast.ratelimit.*;

			@RestController
			class LimitedController {

				@GetMapping("/fixed")
				@RateLimited(value = "fixed", limit = %1$d, window = "10m")
				String fixed() {
					return "passed";
				}

				@GetMapping("/sliding")
				@RateLimited(value = "sliding", limit = %1$d, window = "10m", algorithm = RateLimit.Algorithm.SLIDING)
				String sliding() {
					return "passed";
				}

			}
			""";

	@TempDir
	private Path directory;

	@Test
	void countsExactly() throws InterruptedException {
		SourceProject project = SourceProject.copyTo(this.directory);
		project.write(FILE, CONTROLLER.formatted(2 * RESTARTS)).compile();
		try (ForkedApplication application = ForkedApplication.of(project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			for (int restart = 1; restart <= RESTARTS; restart++) {
				project.version("restart " + restart).compile();
				application.awaitVersion("restart " + restart);
				for (int i = 1; i >= 0; i--) {
					int remaining = 2 * (RESTARTS - restart) + i;
					assertPassed(http.get("/fixed"), "fixed", remaining);
					assertPassed(http.get("/sliding"), "sliding", remaining);
				}
			}
			assertThat(http.get("/fixed").status()).isEqualTo(429);
			RawResponse refused = http.get("/sliding");
			assertThat(refused.status()).isEqualTo(429);
			assertThat(refused.header("retry-after").orElseThrow()).matches("[45]\\d\\d");
		}
	}

	private static void assertPassed(RawResponse response, String name, int remaining) {
		assertThat(response.status()).as(response::toString).isEqualTo(200);
		assertThat(response.header("ratelimit").orElseThrow()).startsWith("\"%s\";r=%d;".formatted(name, remaining));
	}

}
