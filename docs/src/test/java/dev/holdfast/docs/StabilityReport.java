package dev.holdfast.docs;

import java.time.Duration;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;

// tag::generations[]
@Component
class StabilityReport {

	private final Generations generations;

	StabilityReport(Generations generations) {
		this.generations = generations;
	}

	Mono<String> describe() {
		GenerationState now = this.generations.current();
		return this.generations.whenStable(Duration.ofMillis(200))
			.timeout(Duration.ofSeconds(10))
			.map((stable) -> "asked in generation " + now.number() + ", stable in " + stable.number());
	}

}
// end::generations[]
