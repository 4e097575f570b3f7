package dev.holdfast.docs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateDefinition;
import dev.holdfast.request.RequestStateFactory;
import dev.holdfast.request.RequestTasks;

class RequestStates {

	private final DbClients clients;

	RequestStates(DbClients clients) {
		this.clients = clients;
	}

	// tag::lazy[]
	RequestState<DbClient> defineReportClient(RequestStateFactory states) {
		return states.define(RequestStateDefinition.of("reportClient", DbClient.class)
			.createdFrom((exchange) -> this.clients.open(tenantOf(exchange))));
	}
	// end::lazy[]

	// tag::asynchronous[]
	WebFilter connectFirst(RequestState<DbClient> dbClient) {
		return (exchange, chain) -> this.clients.connect(tenantOf(exchange))
			.flatMap(dbClient::setMono)
			.then(chain.filter(exchange));
	}
	// end::asynchronous[]

	// tag::final[]
	RequestState<Tenant> defineTenant(RequestStateFactory states) {
		return states.define(RequestStateDefinition.of(Tenant.class)
			.createdFrom((exchange) -> new Tenant(tenantOf(exchange)))
			.withoutProxy());
	}
	// end::final[]

	// tag::explicit[]
	Flux<String> orders(RequestState<DbClient> dbClient) {
		return dbClient.mono().flatMapMany((client) -> client.query("select * from orders"));
	}
	// end::explicit[]

	// tag::executor[]
	Mono<String> createReport(Supplier<String> report, Executor executor) {
		Executor inRequest = RequestTasks.wrap(executor);
		return Mono.fromFuture(() -> CompletableFuture.supplyAsync(report, inRequest));
	}
	// end::executor[]

	private static String tenantOf(ServerWebExchange exchange) {
		return exchange.getRequest().getHeaders().getFirst("Tenant");
	}

	record Tenant(String name) {
	}

}
