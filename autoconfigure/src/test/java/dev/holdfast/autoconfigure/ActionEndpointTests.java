package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.holdfast.cache.CacheSettings;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.server.EndpointAnswer;
import dev.holdfast.server.EndpointRequest;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

import static org.assertj.core.api.Assertions.assertThat;

class ActionEndpointTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final RestartCaches caches = RestartCaches.create(CacheSettings.DEFAULT, (name, settings) -> settings);

	private final RestartState state = RestartState.create();

	@Test
	void clearsOneCacheOrAll() {
		RestartCache<String, String> prices = this.caches.define("prices");
		RestartCache<String, String> names = this.caches.define("names");
		prices.put("tea", "3");
		names.put("tea", "Tee");
		ActionEndpoint endpoint = ActionEndpoint.clearCaches(this.caches);
		assertThat(endpoint.isAction()).isTrue();
		assertThat(send(endpoint, "{\"name\":\"prices\"}")).startsWith("200");
		assertThat(prices.size()).isZero();
		assertThat(names.size()).isEqualTo(1);
		assertThat(send(endpoint, "{\"name\":\"other\"}")).startsWith("400").contains("There is no cache 'other'");
		assertThat(send(endpoint, "")).startsWith("200");
		assertThat(names.size()).isZero();
	}

	@Test
	void discardsState() {
		StateCell<Integer> visits = this.state.define("visits", Integer.class, () -> 1);
		visits.set(7);
		assertThat(send(ActionEndpoint.discardState(this.state), "{\"key\":\"visits\"}")).startsWith("200");
		assertThat(visits.get()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"key\":\"\"}", "{\"key\":1}", "{\"key\":\"unknown\"}", "no json", "[]", "{" })
	void saysWhatIsWrong(String body) {
		assertThat(send(ActionEndpoint.discardState(this.state), body)).startsWith("400").hasSizeGreaterThan(20);
	}

	@Test
	void restartsNothingThatDoesNotRun() {
		GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());
		generations.restart();
		assertThat(send(ActionEndpoint.restart(generations.generations()), "{}")).startsWith("400")
			.contains("does not run");
	}

	@Test
	void actsForTheRunningGenerationOnly() {
		RestartCache<String, String> prices = this.caches.define("prices");
		prices.put("tea", "3");
		ActionEndpoint endpoint = ActionEndpoint.clearCaches(this.caches);
		endpoint.retire();
		assertThat(send(endpoint, "{}")).startsWith("503");
		assertThat(prices.size()).isEqualTo(1);
	}

	private static String send(ActionEndpoint endpoint, String body) {
		StringBuilder text = new StringBuilder();
		StepVerifier.create(endpoint.answer(new EndpointRequest((name) -> null, body)).map(EndpointAnswer::toString))
			.consumeNextWith(text::append)
			.expectComplete()
			.verify(LIMIT);
		return text.toString();
	}

}
