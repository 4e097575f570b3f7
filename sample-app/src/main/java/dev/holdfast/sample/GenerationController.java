package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.restart.Generations;

/**
 * Tells how often the application has started in this JVM.
 */
@RestController
class GenerationController {

	private final Generations generations;

	GenerationController(Generations generations) {
		this.generations = generations;
	}

	@GetMapping("/generation")
	String generation() {
		return String.valueOf(this.generations.current().number());
	}

}
