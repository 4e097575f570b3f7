package dev.holdfast.request;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProxyBean} where there can be no proxy.
 */
class ProxyBeanRefusalsTests {

	private static final String DECLARE = " Declare the type, as in RequestState<DbClient>.";

	@Test
	void refusesAStateOfAnyType() {
		assertRefused(Raw.class,
				"Bean 'state' (method 'state' of " + Raw.class.getName()
						+ ") has @ProxyBean, but its return type does not tell the type of the proxy: "
						+ RequestState.class.getName() + "<?>." + DECLARE);
	}

	@Test
	void refusesAStateOfAWildcard() {
		assertRefused(Wildcard.class,
				"its return type does not tell the type of the proxy: " + RequestState.class.getName());
		assertRefused(BoundedWildcard.class,
				"its return type does not tell the type of the proxy: " + RequestState.class.getName());
	}

	@Test
	void refusesAStateOfAVariable() {
		assertRefused(Variable.class,
				"its return type does not tell the type of the proxy: " + RequestState.class.getName());
	}

	@Test
	void refusesWhatIsNoState() {
		assertRefused(NoState.class,
				"Bean 'text' (method 'text' of " + NoState.class.getName()
						+ ") has @ProxyBean, but is no RequestState: java.lang.String. Return the RequestState that "
						+ "RequestStateFactory.define returns, or remove @ProxyBean.");
	}

	@Test
	void refusesTheNameOfAnotherBean() {
		assertRefused(NameOfAnother.class,
				"The proxy of bean 'task' (method 'task' of " + NameOfAnother.class.getName()
						+ ") is to be a bean of the name of another one: 'taskProxy'. Give it a name of its own, by "
						+ "@ProxyBean(name = \"...\"), or the other one.");
	}

	@Test
	void refusesTheNameOfTheState() {
		assertRefused(NameOfTheState.class, "is to be a bean of the name of another one: 'task'.");
	}

	@Test
	void refusesAStateWithoutProxy() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> RequestApplication.start(WithoutProxy.class))
			.satisfies((ex) -> assertThat(NestedExceptionUtils.getMostSpecificCause(ex))
				.isInstanceOf(RequestStateDefinitionException.class)
				.hasMessage("Request state 'runnable' (java.lang.Runnable) is defined without a proxy, but its bean "
						+ "method has @ProxyBean. Remove @ProxyBean and use RequestState.get(), or define it "
						+ "without withoutProxy()."));
	}

	private static void assertRefused(Class<?> configuration, String message) {
		assertThatException().isThrownBy(() -> RequestApplication.start(configuration))
			.isInstanceOf(RequestStateDefinitionException.class)
			.withMessageContaining(message);
	}

	@Configuration(proxyBeanMethods = false)
	static class Raw {

		@Bean
		@ProxyBean
		@SuppressWarnings("rawtypes")
		RequestState state(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Wildcard {

		@Bean
		@ProxyBean
		RequestState<?> state(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BoundedWildcard {

		@Bean
		@ProxyBean
		RequestState<? extends Runnable> state(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Variable {

		@Bean
		@ProxyBean
		@SuppressWarnings("unchecked")
		<T> RequestState<T> state(RequestStateFactory states) {
			return (RequestState<T>) states.define(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoState {

		@Bean
		@ProxyBean
		String text() {
			return "text";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NameOfAnother {

		@Bean
		@ProxyBean
		RequestState<Runnable> task(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

		@Bean
		String taskProxy() {
			return "text";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NameOfTheState {

		@Bean
		@ProxyBean(name = "task")
		RequestState<Runnable> task(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutProxy {

		@Bean
		@ProxyBean
		RequestState<Runnable> task(RequestStateFactory states) {
			return states.define(RequestStateDefinition.of(Runnable.class).withoutProxy());
		}

	}

}
