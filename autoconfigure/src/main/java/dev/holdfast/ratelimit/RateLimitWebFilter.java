package dev.holdfast.ratelimit;

import java.util.Arrays;
import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.util.Assert;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Limits requests for certain paths, whatever answers them. Preflight requests of CORS
 * pass uncounted: a browser sends them on its own, and they call nothing.
 *
 * @since 0.1.0
 */
public final class RateLimitWebFilter implements WebFilter {

	private final RateLimitGate gate;

	private final List<PathPattern> paths;

	/**
	 * Create a filter.
	 * @param gate what lets requests pass
	 * @param paths patterns of the paths, such as {@code /api/**}
	 */
	public RateLimitWebFilter(RateLimitGate gate, String... paths) {
		Assert.notNull(gate, "'gate' must not be null");
		Assert.notEmpty(paths, "'paths' must not be empty");
		this.gate = gate;
		this.paths = Arrays.stream(paths).map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		if (CorsUtils.isPreFlightRequest(exchange.getRequest())
				|| this.paths.stream().noneMatch((pattern) -> pattern.matches(path))) {
			return chain.filter(exchange);
		}
		return this.gate.admit(exchange)
			.flatMap((allowed) -> allowed ? chain.filter(exchange) : exchange.getResponse().setComplete());
	}

}
