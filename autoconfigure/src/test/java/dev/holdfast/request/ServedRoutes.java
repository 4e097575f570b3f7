package dev.holdfast.request;

import java.time.Duration;
import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Uses clients in all kinds of handler methods.
 */
@RestController
final class ServedRoutes {

	private static final Duration TICK = Duration.ofMillis(5);

	private final ServedClient setClient;

	private final ServedClient lazyClient;

	ServedRoutes(ServedClient setClient, ServedClient lazyClient) {
		this.setClient = setClient;
		this.lazyClient = lazyClient;
	}

	@GetMapping("/value")
	String value() {
		return use();
	}

	@GetMapping("/mono")
	Mono<String> mono() {
		return Mono.delay(TICK).map((tick) -> use()).publishOn(Schedulers.boundedElastic()).map(this::again);
	}

	@GetMapping("/flux")
	Flux<String> flux(@RequestParam(defaultValue = "3") int count) {
		return Flux.range(0, count)
			.publishOn(Schedulers.parallel())
			.map((number) -> number + " " + use() + "\n")
			.publishOn(Schedulers.boundedElastic())
			.map(this::again);
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events() {
		return Flux.interval(TICK).onBackpressureBuffer().take(20).map((tick) -> use());
	}

	@GetMapping(path = "/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> endless() {
		return Flux.interval(TICK).onBackpressureDrop().map((tick) -> use());
	}

	@GetMapping("/failing")
	Mono<String> failing() {
		return Mono.fromSupplier(this::use).delayElement(TICK).map((used) -> List.<String>of().get(0));
	}

	@GetMapping(path = "/broken", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> broken() {
		return Flux.interval(TICK)
			.onBackpressureBuffer()
			.map((tick) -> use())
			.take(3)
			.concatWith(Mono.error(() -> new IllegalStateException("A failure to test with")));
	}

	@GetMapping("/unused")
	String unused() {
		return "unused";
	}

	private String use() {
		return this.setClient.use() + ", " + this.lazyClient.use();
	}

	private String again(String used) {
		if (!used.contains(use())) {
			throw new IllegalStateException("First " + used + ", then " + use());
		}
		return used;
	}

}
