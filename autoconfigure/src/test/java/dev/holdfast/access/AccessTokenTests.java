package dev.holdfast.access;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows are those of {@code security.md}.
 */
class AccessTokenTests {

	private final AccessToken token = AccessToken.random();

	@Test
	void row17IsNotToBeGuessed() {
		Set<String> values = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			values.add(AccessToken.random().value());
		}
		assertThat(values).hasSize(1000).allMatch((value) -> value.matches("[0-9a-f]{64}"));
	}

	@Test
	void row17IsNotInItsText() {
		assertThat(this.token.toString()).doesNotContain(this.token.value());
	}

	@Test
	void row6LetsInWhoKnowsIt() {
		assertThat(decide("application/json", this.token.value())).isEqualTo(AccessVerdict.ALLOWED);
		assertThat(decide("Application/JSON; charset=utf-8", this.token.value())).isEqualTo(AccessVerdict.ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0", "null", "undefined" })
	void row6RefusesOtherTokens(String presented) {
		assertThat(decide("application/json", presented)).isEqualTo(AccessVerdict.NO_TOKEN);
		assertThat(decide("application/json", this.token.value() + presented + "x")).isEqualTo(AccessVerdict.NO_TOKEN);
		assertThat(decide("application/json", this.token.value().substring(1) + presented))
			.isEqualTo(AccessVerdict.NO_TOKEN);
	}

	@Test
	void row6RefusesNoTokenAndSeveral() {
		assertThat(decide("application/json")).isEqualTo(AccessVerdict.NO_TOKEN);
		assertThat(decide("application/json", this.token.value(), this.token.value()))
			.isEqualTo(AccessVerdict.NO_TOKEN);
		assertThat(decide("application/json", AccessToken.random().value())).isEqualTo(AccessVerdict.NO_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text/plain", "text/plain; application/json", "application/x-www-form-urlencoded",
			"multipart/form-data", "application/json, text/plain", "application/jsonp", "text/json" })
	void row13RefusesWhatAFormOfAnotherPageCanSend(String type) {
		assertThat(decide(type, this.token.value())).isEqualTo(AccessVerdict.NOT_JSON);
	}

	private AccessVerdict decide(String type, String... tokens) {
		Map<String, List<String>> headers = Map.of("Content-Type", List.of(type), AccessToken.HEADER,
				Arrays.asList(tokens));
		return this.token.decide((name) -> headers.getOrDefault(name, List.of()));
	}

}
