package dev.holdfast.request;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webflux.error.DefaultErrorAttributes;
import org.springframework.boot.webflux.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.holdfast.autoconfigure.RequestStateAutoConfiguration;
import dev.holdfast.request.VisibilityLog.Of;

/**
 * An application that looks for its request from everywhere.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
@ImportAutoConfiguration({ ErrorWebFluxAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
		NettyReactiveWebServerAutoConfiguration.class, ReactorAutoConfiguration.class,
		RequestStateAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
		TaskSchedulingAutoConfiguration.class, WebFluxAutoConfiguration.class })
@Import({ VisibilityRoutes.class, VisibilityTasks.class, VisibilityTasks.Background.class })
class VisibilityApplication {

	private static final Duration TICK = Duration.ofMillis(1);

	@Bean
	RequestState<VisibilityLog.Tenant> tenant(RequestStateFactory states) {
		return states.define("tenant", VisibilityLog.Tenant.class);
	}

	@Bean
	VisibilityLog visibilityLog(RequestState<VisibilityLog.Tenant> tenant) {
		return new VisibilityLog(tenant);
	}

	@Bean
	@Order(1)
	WebFilter tenantFilter(VisibilityLog log) {
		return (exchange, chain) -> log.set(exchange.getRequest().getHeaders().getFirst(VisibilityLog.HEADER))
			.then(chain.filter(exchange));
	}

	@Bean
	@Order(2)
	WebFilter lookingFilter(VisibilityLog log) {
		return (exchange, chain) -> filter(log.of(exchange), exchange, chain);
	}

	private static Mono<Void> filter(Of log, ServerWebExchange exchange, WebFilterChain chain) {
		log.at("filter");
		exchange.getResponse().beforeCommit(() -> log.both("beforeCommit", "").then());
		if (exchange.getRequest().getPath().value().equals("/fails-in-filter")) {
			throw new IllegalArgumentException("in the filter");
		}
		return Mono.delay(TICK)
			.flatMap((tick) -> log.both("filter, before the chain", tick))
			.then(chain.filter(exchange))
			.then(Mono.defer(() -> log.both("filter, after the chain", "")))
			.doFinally((signal) -> log.at("filter, doFinally"))
			.then();
	}

	@Bean
	@Order(-2)
	WebExceptionHandler exceptionHandler(VisibilityLog log) {
		return (exchange, ex) -> {
			Of of = log.of(exchange);
			of.at("WebExceptionHandler");
			return Mono.delay(TICK)
				.flatMap((tick) -> of.both("WebExceptionHandler, operators", tick))
				.then(Mono.error(ex));
		};
	}

	@Bean
	ErrorAttributes errorAttributes(VisibilityLog log) {
		return new DefaultErrorAttributes() {

			@Override
			public Map<String, Object> getErrorAttributes(ServerRequest request, ErrorAttributeOptions options) {
				log.of(request.exchange()).at("ErrorAttributes");
				return super.getErrorAttributes(request, options);
			}

		};
	}

	@Bean
	RouterFunction<ServerResponse> functions(VisibilityLog log) {
		return RouterFunctions.route().GET("/function", (request) -> {
			Of of = log.of(request.exchange());
			of.at("functional route");
			return Mono.delay(TICK)
				.flatMap((tick) -> of.both("functional route, operators", tick))
				.flatMap((tick) -> ServerResponse.ok().build());
		}).filter((request, next) -> {
			Of of = log.of(request.exchange());
			of.at("HandlerFilterFunction");
			return next.handle(request).flatMap((response) -> of.both("HandlerFilterFunction, operators", response));
		}).build();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ApplicationRunner startup(VisibilityLog log) {
		return (arguments) -> {
			log.of("startup").at("startup");
			log.of("startup").byMono("startup").subscribe();
		};
	}

}
