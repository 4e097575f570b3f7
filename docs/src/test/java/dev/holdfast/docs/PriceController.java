package dev.holdfast.docs;

import java.time.Duration;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;

// tag::prices[]
@RestController
class PriceController {

	private final RestartCache<Sku, Price> prices;

	private final PriceClient client;

	PriceController(RestartCaches caches, PriceClient client) {
		this.prices = caches.define("prices", CacheSettings.DEFAULT.timeToLive(Duration.ofMinutes(5)));
		this.client = client;
	}

	@GetMapping("/prices/{sku}")
	Mono<Price> price(@PathVariable Sku sku) {
		return this.prices.getMono(sku, this.client::fetch);
	}

}
// end::prices[]
