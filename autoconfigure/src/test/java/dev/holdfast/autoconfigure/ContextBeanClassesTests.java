package dev.holdfast.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.holdfast.reload.graph.Origin;

import static org.assertj.core.api.Assertions.assertThat;

class ContextBeanClassesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Beans.class, Shop.class, Filter.class, Advice.class, Unused.class);

	@Test
	void knowsWhatWasInjected() {
		run((classes) -> assertThat(classes.injectedInto(Shop.class.getName())).contains(Prices.class.getName())
			.doesNotContain(Unused.class.getName()));
	}

	@Test
	void looksBehindProxies() {
		run((classes) -> assertThat(classes.injectedInto(Shop.class.getName())).contains(CardGateway.class.getName())
			.noneMatch((name) -> name.contains("$$") || name.contains("$Proxy")));
	}

	@Test
	void knowsWhatAFactoryMethodGotAndMade() {
		run((classes) -> {
			assertThat(classes.injectedInto(Prices.class.getName())).contains(Taxes.class.getName());
			assertThat(classes.injectedInto(Beans.class.getName())).contains(Taxes.class.getName());
			assertThat(classes.madeBy(Prices.class.getName()))
				.containsExactly(new Origin(Beans.class.getName(), "prices(L" + Taxes.class.getName().replace('.', '/')
						+ ";)L" + Prices.class.getName().replace('.', '/') + ";"));
			assertThat(classes.madeBy(Shop.class.getName())).isEmpty();
		});
	}

	@Test
	void knowsWhatIsBehindEveryRoute() {
		run((classes) -> assertThat(classes.behindEveryRoute())
			.contains(Filter.class.getName(), Advice.class.getName(), Wrapping.class.getName())
			.doesNotContain(Shop.class.getName(), Prices.class.getName()));
	}

	@Test
	void leavesOutWhatIsJustBeingCreated() {
		new ApplicationContextRunner().withUserConfiguration(Asking.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void knowsNothingOfOthers() {
		run((classes) -> assertThat(classes.injectedInto("other")).isEmpty());
	}

	private void run(Consumer<ContextBeanClasses> assertions) {
		this.contextRunner.run((context) -> assertions
			.accept(new ContextBeanClasses(context.getSourceApplicationContext().getBeanFactory())));
	}

	interface Gateway {

	}

	static class CardGateway implements Gateway {

	}

	static class Taxes {

	}

	static class Prices {

	}

	static class Asking implements InitializingBean {

		private final ConfigurableListableBeanFactory beans;

		Asking(ConfigurableListableBeanFactory beans) {
			this.beans = beans;
		}

		@Override
		public void afterPropertiesSet() {
			CompletableFuture.runAsync(() -> new ContextBeanClasses(this.beans)).orTimeout(10, TimeUnit.SECONDS).join();
		}

	}

	static class Unused {

	}

	static class Shop {

		Shop(Prices prices, Gateway gateway) {
		}

	}

	static class Filter implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

	}

	@ControllerAdvice
	static class Advice {

	}

	static class Wrapping implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof CardGateway) ? new ProxyFactory(bean).getProxy() : bean;
		}

	}

	@Configuration
	static class Beans {

		@Bean
		static Wrapping wrapping() {
			return new Wrapping();
		}

		@Bean
		Taxes taxes() {
			return new Taxes();
		}

		@Bean
		Prices prices(Taxes taxes) {
			return new Prices();
		}

		@Bean
		Gateway gateway() {
			return new CardGateway();
		}

	}

}
