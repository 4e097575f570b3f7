package dev.holdfast.sample;

import java.time.Duration;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Answers with the version after a delay, so that a restart can happen meanwhile.
 */
@RestController
class SlowController {

	private final VersionController versions;

	SlowController(VersionController versions) {
		this.versions = versions;
	}

	@GetMapping("/slow")
	Mono<String> slow(@RequestParam(defaultValue = "300") long ms) {
		return Mono.delay(Duration.ofMillis(ms)).map((tick) -> this.versions.version());
	}

}
