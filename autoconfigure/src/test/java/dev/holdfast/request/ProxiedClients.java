package dev.holdfast.request;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.PostConstruct;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

/**
 * An application whose services use a client that a filter prepares for each request.
 */
@Configuration(proxyBeanMethods = false)
class ProxiedClients {

	@Bean
	CopyOnWriteArrayList<String> closed() {
		return new CopyOnWriteArrayList<>();
	}

	@Bean
	@ProxyBean
	RequestState<Client> client(RequestStateFactory states) {
		return states.define(Client.class);
	}

	@Bean
	WebFilter prepare(RequestState<Client> client, CopyOnWriteArrayList<String> closed) {
		return (exchange, chain) -> {
			client.set(new Client(exchange.getRequest().getHeaders().getFirst("X-Tenant"), closed));
			return chain.filter(exchange);
		};
	}

	@Bean
	Service service(Client client) {
		return new Service(client);
	}

	/**
	 * What is closed with its request. Nothing in it is ever done to the proxy.
	 */
	static class Client implements AutoCloseable {

		private final String tenant;

		private final List<String> closed;

		Client(String tenant, List<String> closed) {
			this.tenant = tenant;
			this.closed = closed;
		}

		@PostConstruct
		void start() {
			throw new IllegalStateException("nobody should start " + this);
		}

		@Autowired
		void inject(Thread missing) {
			throw new IllegalStateException("nobody should inject " + missing);
		}

		String tenant() {
			return this.tenant;
		}

		@Override
		public void close() {
			this.closed.add(this.tenant);
		}

	}

	static class Service {

		private final Client client;

		Service(Client client) {
			this.client = client;
		}

		Client client() {
			return this.client;
		}

	}

	@RestController
	static class Controller {

		private final Service service;

		Controller(Service service) {
			this.service = service;
		}

		@GetMapping("/tenant")
		String tenant() {
			return this.service.client().tenant();
		}

	}

}
