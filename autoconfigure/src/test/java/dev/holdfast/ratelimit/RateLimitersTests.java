package dev.holdfast.ratelimit;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.holdfast.state.RestartState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class RateLimitersTests {

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final RestartState state = RestartState.create();

	private final RateLimiters limiters = RateLimiters.create(this.state, 1000,
			Map.of("configured", RateLimit.fixed(7, WINDOW)));

	@Test
	void findsWhatIsConfigured() {
		assertThat(this.limiters.get("configured").rateLimit().limit()).isEqualTo(7);
		assertThat(this.limiters.define("configured", RateLimit.fixed(1, WINDOW)).rateLimit().limit()).isEqualTo(7);
	}

	@Test
	void namesWhatTheConfigurationAndTheCodeDefine() {
		assertThat(this.limiters.names()).containsExactly("configured");
		this.limiters.define("a", RateLimit.fixed(1, WINDOW));
		assertThat(this.limiters.names()).containsExactly("a", "configured")
			.allSatisfy((name) -> assertThat(this.limiters.get(name).name()).isEqualTo(name));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			none   , holdfast.rate-limit.limits.none.limit
			my-Api2, holdfast.rate-limit.limits.my-Api2.limit
			api.v1 , holdfast.rate-limit.limits[api.v1].limit
			my_api , holdfast.rate-limit.limits[my_api].limit
			""")
	void namesThePropertyThatDefinesALimiter(String name, String property) {
		assertThatExceptionOfType(RateLimitDefinitionException.class).isThrownBy(() -> this.limiters.get(name))
			.withMessage("There is no rate limiter '%s'. Set %s and .window, or define it in the code.", name, property)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(name))
			.satisfies((ex) -> assertThat(ex.getProblem() + " " + ex.getAction()).isEqualTo(ex.getMessage()));
	}

	@Test
	void refusesTwoLimitsOfOneName() {
		this.limiters.define("some", RateLimit.fixed(1, WINDOW));
		assertThatExceptionOfType(RateLimitDefinitionException.class)
			.isThrownBy(() -> this.limiters.define("some", RateLimit.fixed(2, WINDOW)))
			.withMessageContaining("Rate limiter 'some' is defined twice");
	}

	@Test
	void refusesNamesThatFitNoHeader() {
		assertThatExceptionOfType(RateLimitDefinitionException.class)
			.isThrownBy(() -> this.limiters.define("a\"b", RateLimit.fixed(1, WINDOW)))
			.withMessageContaining("'a\"b' cannot be the name of a rate limiter.");
		assertThatExceptionOfType(RateLimitDefinitionException.class)
			.isThrownBy(() -> RateLimiters.create(this.state, 10, Map.of("a b", RateLimit.fixed(1, WINDOW))))
			.withMessageContaining("'a b'");
	}

	@Test
	void refusesLimitsThatMakeNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.fixed(0, WINDOW));
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.fixed(1, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.fixed(1, Duration.ofDays(400)));
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.sliding(1_000_000, WINDOW));
	}

	@Test
	void refusesASlidingLimitThatHasNoRoomForOne() {
		RateLimit heavy = RateLimit.sliding(32_000, WINDOW);
		assertThatExceptionOfType(RateLimitDefinitionException.class)
			.isThrownBy(() -> this.limiters.define("heavy", heavy))
			.withMessageContaining("Rate limiter 'heavy'")
			.withMessageContaining("needs room for 1001 identifiers")
			.withMessageContaining("Raise holdfast.rate-limit.max-identifiers");
		assertThat(RateLimiters.create(this.state, 1001, Map.of()).define("heavy", heavy).check("ada").allowed())
			.isTrue();
	}

	@Test
	void mayBeDefinedByInitializersWhileOthersDefineThem() throws InterruptedException {
		AtomicReference<RateLimiter> mine = new AtomicReference<>();
		AtomicReference<RateLimiter> theirs = new AtomicReference<>();
		Thread other = new Thread(() -> theirs.set(this.limiters.define("x", RateLimit.fixed(1, WINDOW))));
		Thread initializing = new Thread(() -> this.state.define("mine", String.class, () -> {
			other.start();
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> other.getState() == State.WAITING);
			mine.set(this.limiters.define("x", RateLimit.fixed(1, WINDOW)));
			return "made";
		}));
		other.setDaemon(true);
		initializing.setDaemon(true);
		initializing.start();
		initializing.join(20_000);
		other.join(20_000);
		assertThat(mine.get()).isNotNull().isSameAs(theirs.get());
	}

}
