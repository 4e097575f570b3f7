package dev.holdfast.request;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What there is to know of one request, or of whatever request is current.
 * <p>
 * Thread-safe: immutable, and a lock that each request has for itself guards its
 * response, since the headers of servers are made for one thread at a time.
 */
final class DefaultRequestInfo implements RequestInfo {

	private static final String NAME = "RequestInfo";

	private final RequestScopes scopes;

	private final int lockOrdinal;

	private final @Nullable ActiveRequest request;

	DefaultRequestInfo(RequestScopes scopes) {
		this(scopes, scopes.nextOrdinal(), null);
	}

	private DefaultRequestInfo(RequestScopes scopes, int lockOrdinal, @Nullable ActiveRequest request) {
		this.scopes = scopes;
		this.lockOrdinal = lockOrdinal;
		this.request = request;
	}

	@Override
	public String id() {
		return active().id();
	}

	@Override
	public HttpMethod method() {
		return request().getMethod();
	}

	@Override
	public String path() {
		return request().getPath().value();
	}

	@Override
	public URI uri() {
		return request().getURI();
	}

	@Override
	public MultiValueMap<String, String> queryParams() {
		return request().getQueryParams();
	}

	@Override
	public HttpHeaders headers() {
		return request().getHeaders();
	}

	@Override
	public MultiValueMap<String, HttpCookie> cookies() {
		return request().getCookies();
	}

	@Override
	public Optional<InetSocketAddress> remoteAddress() {
		return Optional.ofNullable(request().getRemoteAddress());
	}

	@Override
	public Map<String, Object> attributes() {
		return exchange().getAttributes();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> Optional<T> attribute(String name) {
		return Optional.ofNullable((T) exchange().getAttribute(name));
	}

	@Override
	public ServerWebExchange exchange() {
		return active().requireExchange(NAME);
	}

	@Override
	public Optional<HttpStatusCode> responseStatus() {
		return Optional.ofNullable(exchange().getResponse().getStatusCode());
	}

	@Override
	public HttpHeaders responseHeaders() {
		return locked(active(),
				(response) -> HttpHeaders.readOnlyHttpHeaders(HttpHeaders.copyOf(response.getHeaders())));
	}

	@Override
	public MultiValueMap<String, ResponseCookie> responseCookies() {
		return locked(active(), (response) -> {
			MultiValueMap<String, ResponseCookie> copy = new LinkedMultiValueMap<>();
			response.getCookies().forEach((name, cookies) -> copy.put(name, List.copyOf(cookies)));
			return CollectionUtils.unmodifiableMultiValueMap(copy);
		});
	}

	@Override
	public boolean isCommitted() {
		return exchange().getResponse().isCommitted();
	}

	@Override
	public RequestInfo setStatus(HttpStatusCode status) {
		Assert.notNull(status, "'status' must not be null");
		return change("status " + status, (response) -> response.setStatusCode(status));
	}

	@Override
	public RequestInfo setHeader(String name, String value, String... more) {
		List<String> values = new ArrayList<>(List.of(value));
		values.addAll(Arrays.asList(more));
		return change(header(name, values), (response) -> {
			response.getHeaders().put(name, values);
			return true;
		});
	}

	@Override
	public RequestInfo addHeader(String name, String value) {
		return change(header(name, List.of(value)), (response) -> {
			response.getHeaders().add(name, value);
			return true;
		});
	}

	@Override
	public RequestInfo removeHeader(String name) {
		return change("the removal of header '" + name + "'", (response) -> {
			response.getHeaders().remove(name);
			return true;
		});
	}

	@Override
	public RequestInfo addCookie(ResponseCookie cookie) {
		// Its value is not for the log
		return change("cookie '" + cookie.getName() + "'", (response) -> {
			response.addCookie(cookie);
			return true;
		});
	}

	private static String header(String name, List<String> values) {
		Assert.hasText(name, "'name' must not be empty");
		boolean secret = HttpHeaders.SET_COOKIE.equalsIgnoreCase(name);
		return "header '" + name + "'" + (secret ? "" : " = " + String.join(", ", values));
	}

	private RequestInfo change(String what, Function<ServerHttpResponse, Boolean> change) {
		ActiveRequest active = active();
		boolean changed = locked(active, (response) -> {
			try {
				return change.apply(response);
			}
			catch (IllegalStateException | UnsupportedOperationException ex) {
				if (!response.isCommitted()) {
					throw ex;
				}
				return false;
			}
		});
		if (!changed) {
			ServerHttpRequest request = active.requireExchange(NAME).getRequest();
			throw new ResponseCommittedException(NAME, "The response of " + active + " (" + request.getMethod() + " "
					+ request.getPath().value() + ") is committed, too late for " + what + ".");
		}
		return this;
	}

	private <V> V locked(ActiveRequest active, Function<ServerHttpResponse, V> task) {
		ServerHttpResponse response = active.requireExchange(NAME).getResponse();
		ReentrantLock lock = lock(active);
		lock.lock();
		try {
			return task.apply(response);
		}
		finally {
			lock.unlock();
		}
	}

	private ReentrantLock lock(ActiveRequest active) {
		Object lock = active.peek(this.lockOrdinal);
		if (lock == null) {
			// Once the request is over, only what closes its values comes here
			lock = active.isOver() ? new ReentrantLock()
					: active.getOrCreate(this.lockOrdinal, NAME, ReentrantLock::new, null);
		}
		return (ReentrantLock) lock;
	}

	private ServerHttpRequest request() {
		return exchange().getRequest();
	}

	private ActiveRequest active() {
		return (this.request != null) ? this.request : this.scopes.require(NAME);
	}

	@Override
	public Mono<RequestInfo> mono() {
		return Mono.deferContextual((context) -> Mono
			.just(new DefaultRequestInfo(this.scopes, this.lockOrdinal, this.scopes.require(NAME, context))));
	}

	@Override
	public String toString() {
		return NAME + " of " + ((this.request != null) ? this.request : "the current request");
	}

}
