package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.ratelimit.RateLimited;

/**
 * A route that may be called so often only, restarts or not.
 */
@RestController
class QuoteController {

	@GetMapping("/quote")
	@RateLimited(value = "quotes", limit = 5, window = "10s")
	String quote() {
		return "Hold fast to dreams";
	}

}
