package dev.holdfast.docs;

import java.time.Duration;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDecision;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

@RestController
class VoteController {

	private final StateCell<Integer> votes;

	private final RateLimiter limiter;

	VoteController(RestartState state, RateLimiters limiters) {
		this.votes = state.define("votes", Integer.class, () -> 0);
		this.limiter = limiters.define("votes", RateLimit.fixed(1, Duration.ofDays(1)));
	}

	// tag::vote[]
	@PostMapping("/votes/{name}")
	Mono<Integer> vote(@PathVariable String name) {
		return this.limiter.checkMono(name)
			.filter(RateLimitDecision::allowed)
			.flatMap((decision) -> this.votes.updateMono((count) -> count + 1));
	}
	// end::vote[]

}
