package dev.holdfast.request;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What code sees of its request, by the request and the place of the code.
 */
final class VisibilityLog {

	static final String HEADER = "X-Tenant";

	static final String NONE = "none";

	private static final String BY_MONO = ", by mono()";

	private final Map<String, Queue<String>> entries = new ConcurrentHashMap<>();

	private final RequestState<Tenant> state;

	VisibilityLog(RequestState<Tenant> state) {
		this.state = state;
	}

	Mono<Void> set(String tenant) {
		return this.state.setMono(() -> tenant);
	}

	Mono<String> get() {
		return this.state.mono().map(Tenant::name);
	}

	Of of(ServerWebExchange exchange) {
		return of(exchange.getRequest().getHeaders().getFirst(HEADER));
	}

	Of of(String tenant) {
		return new Of(tenant);
	}

	List<String> seen(String tenant, String place) {
		return List.copyOf(this.entries.getOrDefault(key(tenant, place), new ConcurrentLinkedQueue<>()));
	}

	List<String> seenByMono(String tenant, String place) {
		return seen(tenant, place + BY_MONO);
	}

	private void add(String tenant, String place, String seen) {
		this.entries.computeIfAbsent(key(tenant, place), (key) -> new ConcurrentLinkedQueue<>()).add(seen);
	}

	private static String key(String tenant, String place) {
		return tenant + " at " + place;
	}

	private String current() {
		try {
			return this.state.proxy().name();
		}
		catch (NoCurrentRequestException ex) {
			return NONE;
		}
		catch (RequestStateException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	/**
	 * What belongs to a request.
	 */
	interface Tenant {

		String name();

	}

	/**
	 * What code of one request sees.
	 */
	final class Of {

		private final String tenant;

		private Of(String tenant) {
			this.tenant = tenant;
		}

		void at(String place) {
			at(place, "");
		}

		<T> T at(String place, T passed) {
			add(this.tenant, place, current());
			return passed;
		}

		Mono<Void> byMono(String place) {
			return byMono(place, "").then();
		}

		<T> Mono<T> byMono(String place, T passed) {
			return get().onErrorResume(NoCurrentRequestException.class, (ex) -> Mono.just(NONE))
				.doOnNext((seen) -> add(this.tenant, place + BY_MONO, seen))
				.thenReturn(passed);
		}

		<T> Mono<T> both(String place, T passed) {
			return byMono(place, at(place, passed));
		}

	}

}
