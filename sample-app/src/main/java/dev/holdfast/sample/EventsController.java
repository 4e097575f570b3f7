package dev.holdfast.sample;

import java.time.Duration;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import dev.holdfast.restart.Generations;

/**
 * An endless stream of server-sent events.
 */
@RestController
class EventsController {

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private final Generations generations;

	EventsController(Generations generations) {
		this.generations = generations;
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Tick> events() {
		int generation = this.generations.current().number();
		return Flux.interval(Duration.ZERO, INTERVAL)
			.onBackpressureDrop()
			.map((sequence) -> new Tick(generation, sequence));
	}

	record Tick(int generation, long sequence) {
	}

}
