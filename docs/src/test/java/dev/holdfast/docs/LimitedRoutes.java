package dev.holdfast.docs;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitDecision;
import dev.holdfast.ratelimit.RateLimitGate;
import dev.holdfast.ratelimit.RateLimitKeyResolver;
import dev.holdfast.ratelimit.RateLimitWebFilter;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;

@Configuration(proxyBeanMethods = false)
class LimitedRoutes {

	// tag::check[]
	boolean mayCall(RateLimiters limiters, String customer) {
		RateLimiter calls = limiters.define("calls", RateLimit.sliding(100, Duration.ofMinutes(1)));
		RateLimitDecision decision = calls.check(customer);
		return decision.allowed();
	}
	// end::check[]

	// tag::filter[]
	@Bean
	RateLimitWebFilter apiLimit(RateLimiters limiters, RateLimitKeyResolver resolver) {
		RateLimiter api = limiters.define("api", RateLimit.fixed(1000, Duration.ofHours(1)));
		return new RateLimitWebFilter(new RateLimitGate(api, resolver), "/api/**");
	}
	// end::filter[]

	// tag::functional[]
	@Bean
	RouterFunction<ServerResponse> reports(RateLimiters limiters) {
		RateLimiter reports = limiters.define("reports", RateLimit.fixed(2, Duration.ofMinutes(1)));
		RateLimitGate gate = new RateLimitGate(reports,
				RateLimitKeyResolver.header("X-Api-Key").orElse(RateLimitKeyResolver.principal()));
		return RouterFunctions.route()
			.GET("/report", (request) -> ServerResponse.ok().bodyValue("All is well"))
			.filter((request, next) -> gate.admit(request.exchange())
				.flatMap((allowed) -> allowed ? next.handle(request)
						: ServerResponse.status(HttpStatus.TOO_MANY_REQUESTS).build()))
			.build();
	}
	// end::functional[]

}
