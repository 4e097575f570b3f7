package dev.holdfast.docs;

import java.time.Duration;

import org.springframework.cache.annotation.Cacheable;
import reactor.core.publisher.Mono;

import dev.holdfast.cache.RestartCache;

/**
 * What is cached for some time.
 */
public class Tokens {

	// tag::ttl[]
	void remember(RestartCache<String, String> tokens, String user, String token, Duration validity) {
		tokens.put(user, token, validity);
	}
	// end::ttl[]

	// tag::cacheable[]
	@Cacheable("greetings")
	public Mono<String> greeting(String name) {
		return Mono.fromSupplier(() -> "Hello " + name + " at " + System.nanoTime());
	}
	// end::cacheable[]

}
