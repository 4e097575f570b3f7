package dev.holdfast.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.holdfast.request.ProxyBean;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateFactory;

// tag::definition[]
@Configuration(proxyBeanMethods = false)
class DbClientConfiguration {

	@Bean
	@ProxyBean
	RequestState<DbClient> dbClientState(RequestStateFactory states) {
		return states.define(DbClient.class);
	}

	@Bean
	WebFilter dbClientFilter(RequestState<DbClient> dbClient, DbClients clients) {
		return (exchange, chain) -> {
			String tenant = exchange.getRequest().getHeaders().getFirst("Tenant");
			dbClient.set(clients.open(tenant));
			return chain.filter(exchange);
		};
	}

}
// end::definition[]
