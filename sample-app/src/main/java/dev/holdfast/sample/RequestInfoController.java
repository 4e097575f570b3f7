package dev.holdfast.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.request.RequestInfo;
import dev.holdfast.restart.Generations;

/**
 * Tells what the current request is, without having it as an argument.
 */
@RestController
class RequestInfoController {

	private final Generations generations;

	private final RequestInfo request;

	RequestInfoController(Generations generations, RequestInfo request) {
		this.generations = generations;
		this.request = request;
	}

	@GetMapping("/request-info")
	Info info() {
		return new Info(this.generations.current().number(), this.request.id(), this.request.path());
	}

	record Info(int generation, String requestId, String path) {
	}

}
