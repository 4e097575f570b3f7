package dev.holdfast.sample;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.request.RequestInfo;

/**
 * Adds to the response from where no response is at hand.
 */
@RestController
class ActionController {

	private final RequestInfo request;

	ActionController(RequestInfo request) {
		this.request = request;
	}

	@PostMapping("/action")
	String act() {
		this.request.setHeader("X-Server-Action", "true");
		return "done";
	}

}
