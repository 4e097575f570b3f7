package dev.holdfast.request;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.PriorityOrdered;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.holdfast.request.RequestScopedBeans.Audit;
import dev.holdfast.request.RequestScopedBeans.Journal;
import dev.holdfast.request.RequestScopedBeans.Order;
import dev.holdfast.request.RequestScopedBeans.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestBeanScope}: {@code @RequestScope} on WebFlux.
 */
class RequestBeanScopeTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	@Test
	void makesABeanOnceInEachRequest() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			assertThat(application.get("/count")).isEqualTo("1 1 of 1");
			assertThat(application.get("/count")).isEqualTo("2 2 of 2");
		}
	}

	@Test
	void makesABeanOnceForManyThreadsOfARequest() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			for (int request = 1; request <= 30; request++) {
				assertThat(application.get("/fan-out")).isEqualTo("[" + request + "] of " + request);
			}
		}
	}

	@Test
	void keepsRequestsApart() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			WebTestClient client = application.client();
			IntStream.range(0, 200)
				.parallel()
				.forEach((index) -> client.get()
					.uri("/greet/" + index)
					.exchange()
					.expectBody(String.class)
					.isEqualTo(String.valueOf(index)));
		}
	}

	@Test
	void destroysTheLatestBeanFirstInTheRequestOffTheEventLoop() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			Journal journal = application.context().getBean(Journal.class);
			assertThat(application.get("/order")).isEqualTo("order of Ada by gateway");
			assertThat(journal.made).containsExactly("gateway", "order");
			Awaitility.await().atMost(BOUND).until(() -> journal.destroyed.size() == 2);
			assertThat(journal.destroyed.get(0)).startsWith("order of /order on boundedElastic");
			assertThat(journal.destroyed.get(1)).startsWith("gateway of /order on boundedElastic");
		}
	}

	@Test
	void destroysARemovedBeanOnceAndMakesAnotherOne() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			Journal journal = application.context().getBean(Journal.class);
			assertThat(application.get("/remove")).isEqualTo("true");
			assertThat(journal.made).containsExactly("gateway", "order", "order");
			Awaitility.await().atMost(BOUND).until(() -> journal.destroyed.size() == 3);
			assertThat(journal.destroyed).extracting((line) -> line.split(" ")[0])
				.containsExactly("order", "order", "gateway");
		}
	}

	@Test
	void removesWhatDestroysABeanWithIt() {
		RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);
		RequestBeanScope scope = new RequestBeanScope(() -> scopes);
		ActiveRequest active = scopes.begin("1");
		scopes.current().setValue(active);
		try {
			Object bean = scope.get("a", () -> {
				scope.registerDestructionCallback("a", () -> {
				});
				return "bean";
			});
			scope.registerDestructionCallback("b", () -> {
			});
			assertThat(scope.getConversationId()).isEqualTo("1");
			assertThat(scope.remove("a")).isSameAs(bean);
			assertThat(scope.remove("a")).isNull();
			assertThat(active.release()).extracting(Closing::name).containsExactly("b");
			assertThatExceptionOfType(RequestEndedException.class).isThrownBy(() -> scope.get("c", () -> "late"));
		}
		finally {
			scopes.current().setValue();
		}
		assertThat(scope.getConversationId()).isNull();
	}

	@Test
	void doesNotMakeABeanForARequestThatIsOver() {
		RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);
		RequestBeanScope scope = new RequestBeanScope(() -> scopes);
		ActiveRequest active = scopes.begin("1");
		scopes.current().setValue(active);
		try {
			scope.registerDestructionCallback("a", () -> {
			});
			assertThat(active.release()).hasSize(1);
			assertThatExceptionOfType(RequestEndedException.class).isThrownBy(() -> scope.get("a", () -> "late"))
				.withMessageContaining("'a' belongs to request 1, which is over");
		}
		finally {
			scopes.current().setValue();
		}
	}

	@Test
	void triesAgainAfterABeanThatCouldNotBeMade() {
		RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);
		RequestBeanScope scope = new RequestBeanScope(() -> scopes);
		scopes.current().setValue(scopes.begin("1"));
		try {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> scope.get("a", () -> {
				throw new UnsupportedOperationException();
			}));
			assertThat(scope.get("a", () -> "second")).isEqualTo("second");
		}
		finally {
			scopes.current().setValue();
		}
	}

	@Test
	void knowsTheExchangeInExpressions() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			assertThat(application.get("/expression?a=b")).isEqualTo("/expression b true");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Audit.class, User.class, Order.class })
	void namesTheBeanThatIsUsedOutsideOfARequest(Class<?> type) {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class)) {
			String name = type.getSimpleName().toLowerCase(Locale.ROOT);
			Object bean = application.context().getBean(type);
			assertThatExceptionOfType(ScopeNotActiveException.class).isThrownBy(bean::toString)
				.havingCause()
				.isInstanceOf(NoCurrentRequestException.class)
				.withMessageStartingWith(
						"'" + name + "' was used on thread '" + Thread.currentThread().getName() + "'");
		}
	}

	@Test
	void leavesAnotherScopeOfThatNameAlone() {
		try (RequestApplication application = RequestApplication.start(RequestScopedBeans.class, OwnScope.class)) {
			assertThat(application.context().getBeanFactory().getRegisteredScope("request"))
				.isInstanceOf(SimpleThreadScope.class);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScope {

		@Bean
		static BeanFactoryPostProcessor ownScope() {
			return new OwnScopes();
		}

	}

	static final class OwnScopes implements BeanFactoryPostProcessor, PriorityOrdered {

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
			beanFactory.registerScope("request", new SimpleThreadScope());
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
