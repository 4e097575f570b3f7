package dev.holdfast.sample;

import java.util.Objects;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.holdfast.request.ProxyBean;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateFactory;

/**
 * Prepares an {@link OrderClient} for each request.
 */
@Configuration(proxyBeanMethods = false)
class OrderClientConfiguration {

	@Bean
	@ProxyBean
	RequestState<OrderClient> orderClient(RequestStateFactory states) {
		return states.define(OrderClient.class);
	}

	@Bean
	WebFilter orderClientFilter(RequestState<OrderClient> client) {
		return (exchange, chain) -> {
			String user = exchange.getRequest().getHeaders().getFirst("X-User");
			client.set(new OrderClient(Objects.requireNonNullElse(user, "Somebody")));
			return chain.filter(exchange);
		};
	}

}
