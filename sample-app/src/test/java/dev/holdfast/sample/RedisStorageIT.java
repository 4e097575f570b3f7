package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.OptionalLibraries;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.RedisProcess;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counter, cart, cached lookup and limited route with the same code, in memory and in
 * Redis.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(300)
class RedisStorageIT {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "heap", "redis" })
	void keepsEverythingOverARestart(String storage) {
		SourceProject project = SourceProject.copyTo(this.directory);
		try (RedisProcess redis = RedisProcess.start();
				ForkedApplication application = ForkedApplication.of(project)
					.dependencies(OptionalLibraries.REDIS::addTo)
					.property("holdfast.state.storage", storage)
					.property("spring.data.redis.host", "127.0.0.1")
					.property("spring.data.redis.port", String.valueOf(redis.port()))
					.start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			for (int generation = 1; generation <= 2; generation++) {
				assertThat(http.post("/counter").text()).isEqualTo(String.valueOf(generation));
				assertThat(http.get("/counter").text()).isEqualTo(String.valueOf(generation));
				assertThat(http.post("/cart/tea" + generation + "?wrapping=GIFT").text()).contains("\"tea1\"",
						"\"tea" + generation + "\"");
				assertThat(http.get("/articles/tea").text()).contains("\"Lookup 1\"");
				assertThat(http.get("/articles").text()).contains("\"tea\"");
				RawResponse quote = http.get("/quote");
				assertThat(quote.status()).isEqualTo(200);
				// The window may have ended meanwhile
				assertThat(quote.header("ratelimit").orElseThrow()).matches("\"quotes\";r=[34];.*");
				if (generation == 1) {
					application.restart("second");
				}
			}
			assertThat(redis.size() > 0).isEqualTo(storage.equals("redis"));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(application.jvm().restartClassLoaders()).isLessThanOrEqualTo(2));
		}
	}

}
