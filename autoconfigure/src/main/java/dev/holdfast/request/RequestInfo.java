package dev.holdfast.request;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The current request and its response, from anywhere in the application: a bean to
 * inject into services that have no exchange at hand.
 *
 * <pre class="code">
 * &#64;Service
 * class Audit {
 *
 *     private final RequestInfo request;
 *
 *     void record(String action) {
 *         log(this.request.id(), this.request.path(), action);
 *         this.request.setHeader("X-Audited", action);
 *     }
 *
 * }
 * </pre>
 *
 * Methods without prefix tell what the request is, and {@code response...} what the
 * response is so far. Status, headers and cookies of the response can be changed until it
 * is committed, which is when the first part of its body is written; after that, changes
 * fail with a {@link ResponseCommittedException} instead of being lost. What a handler
 * says itself, by {@code ResponseEntity} or {@code @ResponseStatus}, is set after it
 * returns and wins.
 * <p>
 * All methods fail with a {@link NoCurrentRequestException} where no request is current,
 * and with a {@link RequestEndedException} when it is over. The current request is found
 * as that of a {@link RequestState} is; {@link #mono()} needs no automatic context
 * propagation.
 * <p>
 * Thread-safe, and changes of one response are made one after another.
 *
 * @since 0.1.0
 */
public interface RequestInfo {

	/**
	 * Return the id of the request, as it is in the log messages of WebFlux.
	 * @return the id, as unique as the server makes it
	 */
	String id();

	/**
	 * Return the method of the request.
	 * @return the method
	 */
	HttpMethod method();

	/**
	 * Return the path of the request as it was sent, encoded and without query.
	 * @return the path
	 */
	String path();

	/**
	 * Return the whole URI of the request.
	 * @return the URI
	 */
	URI uri();

	/**
	 * Return the parameters of the query.
	 * @return the decoded parameters, read-only
	 */
	MultiValueMap<String, String> queryParams();

	/**
	 * Return the headers of the request.
	 * @return the headers, read-only
	 */
	HttpHeaders headers();

	/**
	 * Return the cookies of the request.
	 * @return the cookies, read-only
	 */
	MultiValueMap<String, HttpCookie> cookies();

	/**
	 * Return where the request comes from.
	 * @return the address, or nothing if the server does not know it
	 */
	Optional<InetSocketAddress> remoteAddress();

	/**
	 * Return the attributes of the exchange, which last as long as the request does.
	 * @return the attributes, to be changed at will
	 */
	Map<String, Object> attributes();

	/**
	 * Return an attribute of the exchange.
	 * @param <T> the type of the attribute
	 * @param name the name of the attribute
	 * @return its value, or nothing
	 */
	<T> Optional<T> attribute(String name);

	/**
	 * Return the exchange for all else.
	 * @return the exchange as the {@code WebFilter}s left it
	 */
	ServerWebExchange exchange();

	/**
	 * Return the status of the response.
	 * @return the status, or nothing if none is set yet, which means 200; some servers
	 * then say 200 themselves
	 */
	Optional<HttpStatusCode> responseStatus();

	/**
	 * Return the headers of the response.
	 * @return a copy of the headers as they are now, read-only
	 */
	HttpHeaders responseHeaders();

	/**
	 * Return the cookies of the response.
	 * @return a copy of the cookies as they are now, read-only
	 */
	MultiValueMap<String, ResponseCookie> responseCookies();

	/**
	 * Return whether the response is committed, so that it is too late to change it.
	 * @return whether it is, or is about to be: what is registered with
	 * {@code ServerHttpResponse.beforeCommit} may still change it
	 */
	boolean isCommitted();

	/**
	 * Set the status of the response.
	 * @param status the status
	 * @return this
	 * @throws ResponseCommittedException if it is too late
	 */
	RequestInfo setStatus(HttpStatusCode status);

	/**
	 * Set a header of the response, in place of all its values so far.
	 * @param name the name of the header
	 * @param value its value
	 * @param more further values
	 * @return this
	 * @throws ResponseCommittedException if it is too late
	 */
	RequestInfo setHeader(String name, String value, String... more);

	/**
	 * Add a value to those of a header of the response.
	 * @param name the name of the header
	 * @param value the value
	 * @return this
	 * @throws ResponseCommittedException if it is too late
	 */
	RequestInfo addHeader(String name, String value);

	/**
	 * Remove a header of the response with all its values.
	 * @param name the name of the header
	 * @return this
	 * @throws ResponseCommittedException if it is too late
	 */
	RequestInfo removeHeader(String name);

	/**
	 * Add a cookie to the response.
	 * @param cookie the cookie
	 * @return this
	 * @throws ResponseCommittedException if it is too late
	 */
	RequestInfo addCookie(ResponseCookie cookie);

	/**
	 * Return a {@code Mono} of what there is to know of the request of its subscriber,
	 * which Reactor's context tells. Works without automatic context propagation, and
	 * what it emits belongs to that request on any thread.
	 * @return a {@code Mono} of the info, or of a {@link NoCurrentRequestException}
	 */
	Mono<RequestInfo> mono();

}
