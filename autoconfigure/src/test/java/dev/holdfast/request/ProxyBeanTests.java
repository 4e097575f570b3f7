package dev.holdfast.request;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.holdfast.request.ProxiedClients.Client;
import dev.holdfast.request.ProxiedClients.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProxyBean}.
 */
class ProxyBeanTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	@Test
	void servesASingletonThatKnowsNothingOfRequests() {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class)) {
			WebTestClient client = application.client();
			for (String tenant : List.of("blue", "green")) {
				client.get()
					.uri("/tenant")
					.header("X-Tenant", tenant)
					.exchange()
					.expectBody(String.class)
					.isEqualTo(tenant);
			}
			List<?> closed = application.context().getBean(CopyOnWriteArrayList.class);
			Awaitility.await().atMost(BOUND).until(() -> closed.size() == 2);
			assertThat(closed).map(String::valueOf).containsExactlyInAnyOrder("blue", "green");
		}
	}

	@Test
	void isTheProxyOfTheState() {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class)) {
			Object proxy = application.context().getBean("clientProxy");
			assertThat(proxy).isSameAs(application.context().getBean("client", RequestState.class).proxy())
				.isSameAs(application.context().getBean(Client.class))
				.isSameAs(application.context().getBean(Service.class).client());
		}
	}

	// A call of the proxy outside of a request would fail, and the container would log it
	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void isNeverClosedByTheContainer(CapturedOutput output) {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class)) {
			assertThat(application.context().getBeanFactory().getDependentBeans("clientProxy")).contains("service");
		}
		assertThat(output).doesNotContain("clientProxy").doesNotContain("NoCurrentRequestException");
	}

	@Test
	void isInjectedByItsName() {
		try (RequestApplication application = RequestApplication.start(Several.class)) {
			Holder holder = application.context().getBean(Holder.class);
			assertThat(holder.byName).isSameAs(application.context().getBean("first", RequestState.class).proxy());
			assertThat(holder.byQualifier)
				.isSameAs(application.context().getBean("second", RequestState.class).proxy());
			assertThat(holder.byAnnotation)
				.isSameAs(application.context().getBean("third", RequestState.class).proxy());
			assertThat(holder.primary).isSameAs(application.context().getBean("words", RequestState.class).proxy());
		}
	}

	@Test
	void isInjectedByItsTypeArguments() {
		try (RequestApplication application = RequestApplication.start(Generic.class)) {
			assertThat(application.context().getBeanProvider(Holder.class).getObject().primary)
				.isSameAs(application.context().getBean("words", RequestState.class).proxy());
		}
	}

	@Test
	void goesWithMethodsThatAConfigurationInherits() {
		try (RequestApplication application = RequestApplication.start(Inheriting.class)) {
			assertThat(application.context().getBean(Runnable.class))
				.isSameAs(application.context().getBean("inherited", RequestState.class).proxy());
		}
	}

	@Test
	void isInjectedFromParentContexts() {
		try (RequestApplication parent = RequestApplication.start(Several.class);
				RequestApplication child = RequestApplication.startWithParent(parent.context(), Child.class)) {
			assertThat(child.context().getBean(Holder.class).byName).isSameAs(parent.context().getBean("firstProxy"));
			assertThat(child.context().containsLocalBean("firstProxy")).isFalse();
		}
	}

	@Test
	void isThereOnceForTwoRegistrars() {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class, AnotherRegistrar.class)) {
			assertThat(application.context().getBeanNamesForType(Client.class)).containsExactly("clientProxy");
		}
	}

	@Test
	void makesNoStateToFindTypesOfBeans() {
		try (RequestApplication application = RequestApplication.start(LazyState.class)) {
			AnnotationConfigApplicationContext context = application.context();
			assertThat(context.getBeanNamesForType(Runnable.class)).containsExactly("taskProxy");
			assertThat(context.getType("taskProxy")).isEqualTo(Runnable.class);
			assertThat(context.getBeanFactory().containsSingleton("task")).isFalse();
			assertThat(context.getBean(Runnable.class)).isNotNull();
		}
	}

	@Test
	void worksWithoutAnyRequest() {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class)) {
			Client client = application.context().getBean(Client.class);
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(client::tenant)
				.withMessageStartingWith("'client' was used on thread");
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <T> RequestState<Supplier<T>> define(RequestStateFactory states, String name) {
		return (RequestState) states.define(name, Supplier.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Several {

		@Bean
		@ProxyBean
		static RequestState<Supplier<String>> first(RequestStateFactory states) {
			return define(states, "first");
		}

		@Bean
		@ProxyBean(name = "two")
		RequestState<Supplier<String>> second(RequestStateFactory states) {
			return define(states, "second");
		}

		@Bean
		@ProxyBean
		@Third(3)
		RequestState<Supplier<String>> third(RequestStateFactory states) {
			return define(states, "third");
		}

		@Bean
		@Primary
		@ProxyBean
		RequestState<Supplier<String>> words(RequestStateFactory states) {
			return define(states, "words");
		}

		@Bean
		Holder holder(@Qualifier("firstProxy") Supplier<String> first, @Qualifier("two") Supplier<String> second,
				@Third(3) Supplier<String> third, Supplier<String> primary) {
			return new Holder(first, second, third, primary);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Generic {

		@Bean
		@ProxyBean
		RequestState<Supplier<String>> words(RequestStateFactory states) {
			return define(states, "words");
		}

		@Bean
		@ProxyBean
		RequestState<Supplier<Integer>> numbers(RequestStateFactory states) {
			return define(states, "numbers");
		}

		@Bean
		Holder holder(Supplier<String> only, ObjectProvider<Supplier<Integer>> number) {
			assertThat(number.getObject()).isNotSameAs(only);
			return new Holder(only, only, only, only);
		}

	}

	abstract static class Base<T> {

		private final Class<T> type;

		Base(Class<T> type) {
			this.type = type;
		}

		@Bean
		@ProxyBean
		RequestState<T> inherited(RequestStateFactory states) {
			return states.define(this.type);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inheriting extends Base<Runnable> {

		Inheriting() {
			super(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

		@Bean
		Holder holder(@Qualifier("firstProxy") Supplier<String> first) {
			return new Holder(first, first, first, first);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnotherRegistrar {

		@Bean
		static RequestBeanRegistrar anotherRegistrar() {
			return new RequestBeanRegistrar();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyState {

		@Bean
		@Lazy
		@ProxyBean
		RequestState<Runnable> task(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

	@Qualifier
	@Retention(RetentionPolicy.RUNTIME)
	@interface Third {

		int value();

	}

	record Holder(Supplier<String> byName, Supplier<String> byQualifier, Supplier<String> byAnnotation,
			Supplier<String> primary) {
	}

}
