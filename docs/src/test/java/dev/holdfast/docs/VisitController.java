package dev.holdfast.docs;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

// tag::visits[]
@RestController
class VisitController {

	private final StateCell<Integer> visits;

	VisitController(RestartState state) {
		this.visits = state.define("visits", Integer.class, () -> 0);
	}

	@PostMapping("/visits")
	int visit() {
		return this.visits.update((count) -> count + 1);
	}

}
// end::visits[]
