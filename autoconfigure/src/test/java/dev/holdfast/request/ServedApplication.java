package dev.holdfast.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An application all of whose parts use the client of their request: one that a filter
 * sets, and one that is made of the request when it is first used.
 */
@Configuration(proxyBeanMethods = false)
class ServedApplication {

	static final String HEADER = "X-Client";

	static final String LAZY = "lazy ";

	// Every client that a request ever had, by its name
	private final Map<String, ServedClient> clients = new ConcurrentHashMap<>();

	/**
	 * Find the client of a request.
	 * @param name what the request sent as {@link #HEADER}, and {@link #LAZY} before it
	 * for the client that is made when it is first used
	 * @return the client, or {@code null} if the request had none
	 */
	ServedClient client(String name) {
		return this.clients.get(name);
	}

	private ServedClient newClient(String name) {
		ServedClient client = new ServedClient(name);
		if (this.clients.put(name, client) != null) {
			throw new IllegalStateException("Made twice: " + name);
		}
		return client;
	}

	@Bean
	RequestState<ServedClient> setClient(RequestStateFactory states) {
		return states.define("setClient", ServedClient.class);
	}

	@Bean
	RequestState<ServedClient> lazyClient(RequestStateFactory states) {
		return states.define(RequestStateDefinition.of("lazyClient", ServedClient.class)
			.createdFrom((exchange) -> newClient(LAZY + exchange.getRequest().getHeaders().getFirst(HEADER))));
	}

	@Bean
	WebFilter clientFilter(RequestState<ServedClient> setClient) {
		return (exchange, chain) -> {
			setClient.set(newClient(exchange.getRequest().getHeaders().getFirst(HEADER)));
			return chain.filter(exchange);
		};
	}

	@Bean
	ServedRoutes routes(RequestState<ServedClient> setClient, RequestState<ServedClient> lazyClient) {
		return new ServedRoutes(setClient.proxy(), lazyClient.proxy());
	}

	@Bean
	HandlerMapping socketMapping(RequestState<ServedClient> setClient, RequestState<ServedClient> lazyClient) {
		return new SimpleUrlHandlerMapping(Map.of("/socket", echo(setClient.proxy(), lazyClient.proxy()),
				"/failing-socket", failing(), "/deaf", (WebSocketHandler) (session) -> Mono.never()), -1);
	}

	private static WebSocketHandler echo(ServedClient setClient, ServedClient lazyClient) {
		return (session) -> session.send(session.receive()
			.map((message) -> message.getPayloadAsText() + ": " + setClient.use())
			.publishOn(Schedulers.parallel())
			.map((text) -> session.textMessage(text + ", " + lazyClient.use())));
	}

	private static WebSocketHandler failing() {
		return (session) -> session.receive()
			.next()
			.flatMap((message) -> Mono.error(new IllegalStateException("A failure to test with")));
	}

}
