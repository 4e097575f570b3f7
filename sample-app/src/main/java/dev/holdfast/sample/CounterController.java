package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * A count that goes on across restarts.
 */
@RestController
class CounterController {

	private final StateCell<Integer> count;

	CounterController(RestartState state) {
		this.count = state.define("sample.counter", Integer.class, () -> 0);
	}

	@GetMapping("/counter")
	String count() {
		return String.valueOf(this.count.get());
	}

	@PostMapping("/counter")
	String increment() {
		return String.valueOf(this.count.update((count) -> count + 1));
	}

}
