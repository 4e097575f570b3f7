package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * A count that goes on across restarts, wherever it is kept.
 */
@RestController
class CounterController {

	private final StateCell<Integer> count;

	CounterController(RestartState state) {
		this.count = state.define("sample.counter", Integer.class, () -> 0);
	}

	@GetMapping("/counter")
	Mono<String> count() {
		return this.count.getMono().map(String::valueOf);
	}

	@PostMapping("/counter")
	Mono<String> increment() {
		return this.count.updateMono((count) -> count + 1).map(String::valueOf);
	}

}
