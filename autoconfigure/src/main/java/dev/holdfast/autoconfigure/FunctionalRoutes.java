package dev.holdfast.autoconfigure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Collects the names of the routes of a router function.
 */
final class FunctionalRoutes implements RouterFunctions.Visitor {

	private static final Pattern SIMPLE = Pattern.compile("\\((\\w+) && (/\\S*)\\)");

	private final String beanName;

	private final Deque<String> nested = new ArrayDeque<>();

	private final Set<String> names = new LinkedHashSet<>();

	FunctionalRoutes(String beanName) {
		this.beanName = beanName;
	}

	/**
	 * Name the routes.
	 * @param router the router function
	 * @return the names, at least one
	 */
	Set<String> of(RouterFunction<?> router) {
		router.accept(this);
		if (this.names.isEmpty()) {
			unknown(router);
		}
		return this.names;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.nested.addLast(predicate.toString());
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.nested.removeLast();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		this.names.add(name(predicate.toString()));
	}

	private String name(String predicate) {
		Matcher simple = SIMPLE.matcher(predicate);
		if (simple.matches() && this.nested.stream().allMatch((text) -> text.startsWith("/"))) {
			return simple.group(1) + " " + String.join("", this.nested) + simple.group(2);
		}
		List<String> all = new ArrayList<>(this.nested);
		all.add(predicate);
		return String.join(" && ", all);
	}

	@Override
	public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {
		this.names.add("resources of " + this.beanName);
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
		// Those say nothing of requests
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
		this.names.add("router function " + this.beanName);
	}

}
