package dev.holdfast.request;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The requests of one application: begins them, makes them known to all that handles
 * them, and closes what belongs to them when they are over.
 * <p>
 * A request begins when the server hands it to the application, before all filters, and
 * is over when the last byte of its answer is handed over, when it fails or is cancelled,
 * or when its web socket session is closed.
 * <p>
 * Thread-safe: a counter, and otherwise immutable. Nothing here waits.
 *
 * @since 0.1.0
 */
public final class RequestScopes {

	private final CurrentRequest current = CurrentRequest.registered();

	private final RequestSettings settings;

	private final RequestCloser closer;

	private final AtomicInteger ordinals = new AtomicInteger();

	private final RequestStateFactory states = new DefaultRequestStateFactory(this);

	private final RequestInfo info = new DefaultRequestInfo(this);

	/**
	 * Create the requests of an application.
	 * @param settings the settings
	 * @param classLoader the context loader for threads that close values
	 */
	public RequestScopes(RequestSettings settings, @Nullable ClassLoader classLoader) {
		this.settings = settings;
		this.closer = new RequestCloser(this.current, settings.closeTimeout(), classLoader);
	}

	/**
	 * Return the request states that the requests have values for.
	 * @return the factory of the states, always the same
	 */
	public RequestStateFactory states() {
		return this.states;
	}

	/**
	 * Decorate what handles the requests of a server, so that each has its values.
	 * @param handler the handler of the application
	 * @return a handler that begins and ends requests around it
	 */
	public HttpHandler decorate(HttpHandler handler) {
		return (request, response) -> new RequestMono(this, handler, request, response);
	}

	/**
	 * Decorate what upgrades requests to web sockets, so that a request lasts as long as
	 * its session.
	 * @param service the service of the application
	 * @return a service that keeps requests for their sessions
	 */
	public WebSocketService decorateWebSockets(WebSocketService service) {
		return (service instanceof RequestWebSockets) ? service : new RequestWebSockets(service, this);
	}

	/**
	 * Remember the exchange of the current request, as a {@code WebFilter} sees it.
	 * @param exchange the exchange
	 * @param chain what comes after the filter
	 * @return what the chain returns
	 */
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((context) -> {
			ActiveRequest active = find(context);
			if (active != null) {
				active.exchange(exchange);
			}
			return chain.filter(exchange);
		});
	}

	/**
	 * Return what tells of whatever request is current.
	 * @return the info, the same for all requests
	 */
	public RequestInfo info() {
		return this.info;
	}

	/**
	 * Return the web session of a request.
	 * @return a {@code Mono} of the session of its subscriber's request, which works
	 * without automatic context propagation
	 */
	public Mono<WebSession> session() {
		return Mono
			.deferContextual((context) -> require("WebSession", context).requireExchange("WebSession").getSession());
	}

	RequestSettings settings() {
		return this.settings;
	}

	CurrentRequest current() {
		return this.current;
	}

	int nextOrdinal() {
		return this.ordinals.getAndIncrement();
	}

	ActiveRequest begin(String id) {
		return new ActiveRequest(this, id, this.ordinals.get());
	}

	/**
	 * Return the current request, if it is one of this application.
	 * @return the request of the thread, or {@code null}
	 */
	@Nullable ActiveRequest find() {
		ActiveRequest active = this.current.getValue();
		return (active != null && active.isOf(this)) ? active : null;
	}

	/**
	 * Return the request of a subscriber, if it is one of this application.
	 * @param context the subscriber's context
	 * @return the request, or {@code null}
	 */
	@Nullable ActiveRequest find(ContextView context) {
		ActiveRequest active = this.current.find(context);
		return (active != null && active.isOf(this)) ? active : null;
	}

	/**
	 * Return the current request for something that cannot be without.
	 * @param name what needs it
	 * @return the request of the thread
	 * @throws NoCurrentRequestException if there is none
	 */
	ActiveRequest require(String name) {
		ActiveRequest active = find();
		if (active == null) {
			throw RequestErrors.noCurrentRequest(name, this.current.getValue());
		}
		return active;
	}

	/**
	 * Return the request of a subscriber for something that cannot be without.
	 * @param name what needs it
	 * @param context the subscriber's context
	 * @return the request
	 * @throws NoCurrentRequestException if there is none
	 */
	ActiveRequest require(String name, ContextView context) {
		ActiveRequest active = find(context);
		if (active == null) {
			throw RequestErrors.noCurrentRequest(name, this.current.find(context));
		}
		return active;
	}

	void release(ActiveRequest active) {
		this.closer.close(active, active.release());
	}

	RequestCloser closer() {
		return this.closer;
	}

	/**
	 * Wait for the values that are being closed now, as at the end of the application.
	 * @return completes when they are closed, or given up
	 */
	public Mono<Void> whenClosed() {
		return this.closer.whenIdle();
	}

}
