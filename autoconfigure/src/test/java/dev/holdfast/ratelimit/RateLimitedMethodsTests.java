package dev.holdfast.ratelimit;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.method.HandlerMethod;
import reactor.core.publisher.Mono;

import dev.holdfast.state.RestartState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RateLimitedMethodsTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final AtomicInteger made = new AtomicInteger();

	private final RateLimitedMethods methods = new RateLimitedMethods(
			RateLimiters.create(RestartState.create(), 10, Map.of()), (name) -> {
				this.made.incrementAndGet();
				return name.isEmpty() ? (exchange) -> Mono.just("all")
						: this.beans.getBean(name, RateLimitKeyResolver.class);
			});

	@BeforeEach
	void defineABeanOfAnotherType() {
		this.beans.registerSingleton("text", "text");
	}

	@Test
	void makesOneGateForAllControllersOfAType() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.methods.gate(method(new Controller(), "limited"))).isPresent();
			assertThat(this.methods.gate(method(new Controller(), "free"))).isEmpty();
		}
		assertThat(this.made).hasValue(1);
		assertThat(this.methods.gate(method(new LimitedController(), "free"))).isPresent();
		assertThat(this.methods.gate(method(new Controller(), "free"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			unknown  | There is no rate limiter 'nobody'.            | Set holdfast.rate-limit.limits.nobody.limit
			other    | is defined twice                              | Define it once
			noWindow | 'abc' is not a valid duration                 | Correct it in the annotation.
			negative | 'limit' must be positive [-1]                 | Correct it in the annotation.
			badName  | 'bad name' cannot be the name                 | Use up to 64 letters
			noKey    | No bean named 'nokey' available               | Let 'resolver' name a bean
			wrongKey | Bean named 'text' is expected to be of type   | Let 'resolver' name a bean
			heavy    | needs room for                                | Raise holdfast.rate-limit.max-identifiers
			""")
	void namesTheMethodOfAMistake(String name, String problem, String action) {
		this.methods.gate(method(new Controller(), "limited"));
		HandlerMethod method = method(new Controller(), name);
		assertThatExceptionOfType(RateLimitDefinitionException.class).isThrownBy(() -> this.methods.gate(method))
			.satisfies((ex) -> assertThat(ex.getProblem()).startsWith("@RateLimited(\"")
				.contains("of method " + Controller.class.getName() + "#" + name + "()", problem))
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith(action))
			.withCauseInstanceOf(RuntimeException.class);
	}

	private static HandlerMethod method(Object controller, String name) {
		return new HandlerMethod(controller,
				Objects.requireNonNull(ReflectionUtils.findMethod(controller.getClass(), name)));
	}

	static class Controller {

		@RateLimited(value = "a", limit = 5)
		void limited() {
		}

		void free() {
		}

		@RateLimited("nobody")
		void unknown() {
		}

		@RateLimited(value = "a", limit = 6)
		void other() {
		}

		@RateLimited(value = "b", limit = 1, window = "abc")
		void noWindow() {
		}

		@RateLimited(value = "c", limit = -1)
		void negative() {
		}

		@RateLimited(value = "bad name", limit = 1)
		void badName() {
		}

		@RateLimited(value = "d", limit = 1, resolver = "nokey")
		void noKey() {
		}

		@RateLimited(value = "e", limit = 1, resolver = "text")
		void wrongKey() {
		}

		@RateLimited(value = "f", limit = 1000, algorithm = RateLimit.Algorithm.SLIDING)
		void heavy() {
		}

	}

	@RateLimited(value = "a", limit = 5)
	static final class LimitedController extends Controller {

	}

}
