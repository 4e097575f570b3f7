package dev.holdfast.client;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Puts the tag of the browser's part into HTML documents that a browser shows as pages.
 * No filter, since filters do not see what handlers of exceptions write.
 *
 * @since 0.1.0
 */
public final class InjectionDecorator implements HttpHandlerDecoratorFactory, Ordered {

	private static final Set<String> PAGES = Set.of("document", "iframe", "frame");

	private static final List<String> FRAGMENTS = List.of("HX-Request", "Turbo-Frame", "X-Requested-With", "X-PJAX",
			"X-Up-Version");

	private final List<PathPattern> excluded;

	/**
	 * Create a decorator.
	 * @param settings which pages get the tag
	 */
	public InjectionDecorator(InjectionSettings settings) {
		this.excluded = settings.excluded().stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 5;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			if (!isForPage(request) || isExcluded(request)) {
				return handler.handle(request, response);
			}
			return handler.handle(plain(request), new InjectedResponse(request.getMethod(), response));
		};
	}

	// What is compressed by the application itself cannot be read. The server compresses
	// all the same
	private static ServerHttpRequest plain(ServerHttpRequest request) {
		return request.mutate().headers((headers) -> headers.remove(HttpHeaders.ACCEPT_ENCODING)).build();
	}

	private static boolean isForPage(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		if (FRAGMENTS.stream().anyMatch(headers::containsHeader) || headers.containsHeader(HttpHeaders.UPGRADE)) {
			return false;
		}
		List<String> destinations = headers.getOrEmpty("Sec-Fetch-Dest");
		if (!destinations.isEmpty()) {
			return PAGES.contains(destinations.get(0));
		}
		String accept = String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT)).toLowerCase(Locale.ROOT);
		return accept.contains("text/html");
	}

	private boolean isExcluded(ServerHttpRequest request) {
		return this.excluded.stream().anyMatch((pattern) -> pattern.matches(request.getPath().pathWithinApplication()));
	}

}
