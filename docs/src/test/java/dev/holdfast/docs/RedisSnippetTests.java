package dev.holdfast.docs;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import reactor.test.StepVerifier;

import dev.holdfast.autoconfigure.RateLimitAutoConfiguration;
import dev.holdfast.autoconfigure.RestartAutoConfiguration;

/**
 * Runs the code that the documentation shows of state in Redis.
 */
class RedisSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Test
	void countsEachVoteOnce() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RateLimitAutoConfiguration.class))
			.withBean(VoteController.class)
			.run((context) -> {
				VoteController controller = context.getBean(VoteController.class);
				StepVerifier.create(controller.vote("ada")).expectNext(1).expectComplete().verify(LIMIT);
				StepVerifier.create(controller.vote("ada")).expectComplete().verify(LIMIT);
				StepVerifier.create(controller.vote("grace")).expectNext(2).expectComplete().verify(LIMIT);
			});
	}

}
