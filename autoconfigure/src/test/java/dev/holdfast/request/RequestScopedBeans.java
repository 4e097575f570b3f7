package dev.holdfast.request;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An application with beans of scope {@code request}.
 */
@Configuration(proxyBeanMethods = false)
class RequestScopedBeans {

	@Bean
	Journal journal(RequestInfo request) {
		return new Journal(request);
	}

	@Bean
	@RequestScope
	Audit audit(Journal journal) {
		return new Audit(journal.audits.incrementAndGet());
	}

	@Bean
	@Scope(scopeName = "request", proxyMode = ScopedProxyMode.INTERFACES)
	User user() {
		return new CurrentUser();
	}

	@Bean
	@RequestScope
	Gateway gateway(Journal journal) {
		return new Gateway(journal);
	}

	@Bean
	@RequestScope
	Order order(User user, Gateway gateway, Journal journal) {
		return new Order(user, gateway, journal);
	}

	@Bean
	@Scope("request")
	String expression(@Value("#{request.path.value() + ' ' + request.queryParams.getFirst('a')}") String path,
			@Value("#{exchange.response == response}") boolean response) {
		return path + " " + response;
	}

	/**
	 * What happened to the beans.
	 */
	static class Journal {

		final AtomicInteger audits = new AtomicInteger();

		final List<String> made = new CopyOnWriteArrayList<>();

		final List<String> destroyed = new CopyOnWriteArrayList<>();

		private final RequestInfo request;

		Journal(RequestInfo request) {
			this.request = request;
		}

		void destroyed(String bean) {
			this.destroyed.add(bean + " of " + this.request.path() + " on " + Thread.currentThread().getName());
		}

	}

	interface User {

		String name();

		void name(String name);

	}

	static final class CurrentUser implements User {

		private volatile String name = "Ada";

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void name(String name) {
			this.name = name;
		}

	}

	static class Audit {

		private final int number;

		Audit(int number) {
			this.number = number;
		}

		int number() {
			return this.number;
		}

	}

	static class Gateway implements AutoCloseable {

		private final Journal journal;

		Gateway(Journal journal) {
			this.journal = journal;
			journal.made.add("gateway");
		}

		String name() {
			return "gateway";
		}

		@Override
		public void close() {
			this.journal.destroyed("gateway");
		}

	}

	static class Order implements DisposableBean {

		private final User user;

		private final String gateway;

		private final Journal journal;

		Order(User user, Gateway gateway, Journal journal) {
			this.user = user;
			this.gateway = gateway.name();
			this.journal = journal;
			journal.made.add("order");
		}

		String text() {
			return "order of " + this.user.name() + " by " + this.gateway;
		}

		@Override
		public void destroy() {
			this.journal.destroyed("order");
		}

	}

	@RestController
	static class Controller {

		private final Audit audit;

		private final User user;

		private final Order order;

		private final Journal journal;

		Controller(Audit audit, User user, Order order, Journal journal) {
			this.audit = audit;
			this.user = user;
			this.order = order;
			this.journal = journal;
		}

		@GetMapping("/count")
		String count() {
			return this.audit.number() + " " + this.audit.number() + " of " + this.journal.audits;
		}

		@GetMapping("/fan-out")
		Mono<String> fanOut() {
			return Flux.range(0, 16)
				.flatMap((index) -> Mono.fromCallable(this.audit::number).subscribeOn(Schedulers.parallel()))
				.collectList()
				.map((numbers) -> numbers.stream().distinct().toList() + " of " + this.journal.audits);
		}

		@GetMapping("/greet/{name}")
		Mono<String> greet(@PathVariable String name) {
			this.user.name(name);
			return Mono.fromCallable(this.user::name).subscribeOn(Schedulers.parallel());
		}

		@GetMapping("/order")
		String order() {
			return this.order.text();
		}

	}

	@RestController
	static class Inspector {

		private final ConfigurableBeanFactory beanFactory;

		private final Order order;

		Inspector(ConfigurableBeanFactory beanFactory, Order order) {
			this.beanFactory = beanFactory;
			this.order = order;
		}

		@GetMapping("/expression")
		String expression() {
			return this.beanFactory.getBean("expression").toString();
		}

		@GetMapping("/remove")
		boolean remove() {
			Object first = this.beanFactory.getBean("scopedTarget.order");
			this.beanFactory.destroyScopedBean("scopedTarget.order");
			this.order.text();
			return first != this.beanFactory.getBean("scopedTarget.order");
		}

	}

}
