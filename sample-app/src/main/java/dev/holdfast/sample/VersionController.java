package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The class to edit: change the text, compile, and the next answer has it.
 */
@RestController
class VersionController {

	@GetMapping("/version")
	String version() {
		return "v1";
	}

}
