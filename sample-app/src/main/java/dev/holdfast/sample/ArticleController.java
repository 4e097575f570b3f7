package dev.holdfast.sample;

import java.time.Duration;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * A lookup that takes a while, whose results are cached over restarts.
 */
@RestController
class ArticleController {

	private final RestartCache<ArticleId, Article> articles;

	private final StateCell<Integer> lookups;

	ArticleController(RestartCaches caches, RestartState state) {
		this.articles = caches.define("articles", CacheSettings.DEFAULT.timeToLive(Duration.ofMinutes(10)));
		this.lookups = state.define("sample.lookups", Integer.class, () -> 0);
	}

	@GetMapping("/articles/{name}")
	Mono<Article> article(@PathVariable String name, @RequestParam(defaultValue = "north") String shop) {
		return this.articles.getMono(new ArticleId(shop, name), this::lookUp);
	}

	private Mono<Article> lookUp(ArticleId id) {
		return Mono.delay(Duration.ofMillis(100))
			.then(this.lookups.updateMono((count) -> count + 1))
			.map((count) -> new Article(id.name(), "Lookup " + count));
	}

	@GetMapping("/articles")
	Mono<Set<ArticleId>> cached() {
		return this.articles.keysMono();
	}

	@DeleteMapping("/articles")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> forget() {
		return this.articles.clearMono();
	}

}
