package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Caches with keys and values of the application's classes, while these are reloaded.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(300)
class CacheOverRestartsIT {

	private static final int RESTARTS = 20;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String FILE = "dev/holdfast/sample/ExpiringController.java";

	private static final String CONTROLLER = """
			package dev.holdfast.sample;

			import java.time.Duration;

			import org.springframework.web.bind.annotation.*;

			import dev.holdfast.cache.*;

			@RestController
			class ExpiringController {

				private final RestartCache<ArticleId, Article> cache;

				ExpiringController(RestartCaches caches) {
					this.cache = caches.define("expiring");
				}

				@PostMapping("/expiring/{name}")
				void put(@PathVariable String name, @RequestParam long millis) {
					ArticleId id = new ArticleId("south", name);
					this.cache.put(id, new Article(name, "expires"), Duration.ofMillis(millis));
				}

				@GetMapping("/expiring/{name}")
				String get(@PathVariable String name) {
					Article article = this.cache.get(new ArticleId("south", name));
					return (article != null) ? article.description() : "gone";
				}

			}
			""";

	private static final String CACHING_FILE = "dev/holdfast/sample/PriceController.java";

	private static final String CACHING_CONTROLLER = """
			package dev.holdfast.sample;

			import org.springframework.cache.annotation.*;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.stereotype.Component;
			import org.springframework.web.bind.annotation.*;

			import dev.holdfast.state.*;

			@RestController
			class PriceController {

				private final PriceLookup lookup;

				PriceController(PriceLookup lookup) {
					this.lookup = lookup;
				}

				@GetMapping("/prices/{name}")
				Article price(@PathVariable String name) {
					return this.lookup.find(new ArticleId("south", name), "gold");
				}

			}

			@Component
			class PriceLookup {

				private final StateCell<Integer> lookups;

				PriceLookup(RestartState state) {
					this.lookups = state.define("price lookups", Integer.class, () -> 0);
				}

				@Cacheable("prices")
				public Article find(ArticleId id, String tariff) {
					return new Article(id.name(), "Price " + this.lookups.update((count) -> count + 1));
				}

			}

			@Configuration(proxyBeanMethods = false)
			@EnableCaching
			class CachingConfiguration {

			}
			""";

	@TempDir
	private Path directory;

	@Test
	void keepsEntriesUntilTheyExpire() throws InterruptedException {
		SourceProject project = SourceProject.copyTo(this.directory);
		project.write(FILE, CONTROLLER).compile();
		try (ForkedApplication application = ForkedApplication.of(project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(http.get("/articles/tea").text()).contains("Lookup 1");
			Expiry expiry = new Expiry(http, Duration.ofSeconds(12));
			for (int restart = 1; restart <= RESTARTS; restart++) {
				project.version("restart " + restart).compile();
				application.awaitVersion("restart " + restart);
				assertThat(http.get("/articles/tea").text()).contains("\"Lookup 1\"");
				assertThat(http.get("/articles/jam" + restart).text()).contains("\"Lookup " + (restart + 1) + "\"");
				for (int i = 1; i <= restart; i++) {
					assertThat(http.get("/articles/jam" + i).text()).contains("\"Lookup " + (i + 1) + "\"");
				}
				expiry.check();
			}
			Awaitility.await().atMost(LIMIT).until(() -> !expiry.check());
			assertThat(expiry.seen).isPositive();
			application.jvm().awaitRestartClassLoaders(2);
		}
	}

	@Test
	void keepsWhatMethodsWithSeveralArgumentsReturn() throws InterruptedException {
		SourceProject project = SourceProject.copyTo(this.directory);
		project.write(CACHING_FILE, CACHING_CONTROLLER).compile();
		try (ForkedApplication application = ForkedApplication.of(project).start();
				RawHttp http = RawHttp.newConnections(application.port())) {
			for (int restart = 1; restart <= RESTARTS; restart++) {
				assertThat(http.get("/prices/jam" + restart).text()).contains("\"Price " + restart + "\"");
				project.version("restart " + restart).compile();
				application.awaitVersion("restart " + restart);
				for (int i = 1; i <= restart; i++) {
					assertThat(http.get("/prices/jam" + i).text()).contains("\"Price " + i + "\"");
				}
			}
		}
	}

	/**
	 * An entry that is put in once, and is to be there until its time is over, whatever
	 * restarts come in between.
	 */
	private static final class Expiry {

		private static final long TOLERANCE = Duration.ofMillis(50).toNanos();

		private final RawHttp http;

		private final long earliest;

		private final long latest;

		private int seen;

		Expiry(RawHttp http, Duration timeToLive) {
			this.http = http;
			this.earliest = System.nanoTime() + timeToLive.toNanos() - TOLERANCE;
			assertThat(http.post("/expiring/jam?millis=" + timeToLive.toMillis()).status()).isEqualTo(200);
			this.latest = System.nanoTime() + timeToLive.toNanos() + TOLERANCE;
		}

		boolean check() {
			long before = System.nanoTime();
			String text = this.http.get("/expiring/jam").text();
			if (System.nanoTime() < this.earliest) {
				assertThat(text).isEqualTo("expires");
			}
			if (before > this.latest) {
				assertThat(text).isEqualTo("gone");
			}
			boolean present = text.equals("expires");
			this.seen += present ? 1 : 0;
			return present;
		}

	}

}
