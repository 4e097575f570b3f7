package dev.holdfast.sample.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/**
 * A client for what {@link RawHttp} does not speak: TLS and HTTP/2. It has one connection
 * at a time, repeats nothing and trusts everybody.
 */
public final class OneConnection implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ConnectionProvider connections = ConnectionProvider.create("one", 1);

	private final HttpClient client;

	private OneConnection(int port, HttpProtocol protocol, UnaryOperator<HttpClient> security) {
		this.client = security.apply(
				HttpClient.create(this.connections).host("127.0.0.1").port(port).protocol(protocol).disableRetry(true));
	}

	/**
	 * Speak HTTP/1.1 over TLS.
	 * @param port port of the server
	 * @return the client, to be closed
	 */
	public static OneConnection https(int port) {
		GenericSslContextSpec<?> trusting = Http11SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
		return new OneConnection(port, HttpProtocol.HTTP11,
				(client) -> client.secure((tls) -> tls.sslContext(trusting)));
	}

	/**
	 * Speak HTTP/2 over TLS.
	 * @param port port of the server
	 * @return the client, to be closed
	 */
	public static OneConnection http2(int port) {
		GenericSslContextSpec<?> trusting = Http2SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
		return new OneConnection(port, HttpProtocol.H2, (client) -> client.secure((tls) -> tls.sslContext(trusting)));
	}

	/**
	 * Speak HTTP/2 without TLS, from the first byte on.
	 * @param port port of the server
	 * @return the client, to be closed
	 */
	public static OneConnection http2ClearText(int port) {
		return new OneConnection(port, HttpProtocol.H2C, UnaryOperator.identity());
	}

	/**
	 * Send a request and wait for its answer.
	 * @param path path and query
	 * @return the answer
	 */
	public RawResponse get(String path) {
		return await(send(path));
	}

	/**
	 * Send a request.
	 * @param path path and query
	 * @return its answer, later
	 */
	public CompletableFuture<RawResponse> send(String path) {
		return this.client.get()
			.uri(path)
			.responseSingle((head, content) -> content.asByteArray()
				.defaultIfEmpty(new byte[0])
				.map((body) -> new RawResponse(head.status().code(), headers(head), body)))
			.toFuture();
	}

	/**
	 * Wait for an answer.
	 * @param answer what {@link #send} has returned
	 * @return the answer
	 */
	public static RawResponse await(CompletableFuture<RawResponse> answer) {
		try {
			return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new AssertionError("No answer", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new AssertionError("No answer within " + LIMIT, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> headers(HttpClientResponse head) {
		Map<String, String> headers = new LinkedHashMap<>();
		head.responseHeaders()
			.forEach((header) -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
		return headers;
	}

	@Override
	public void close() {
		this.connections.disposeLater().onErrorResume((ex) -> Mono.empty()).block(LIMIT);
	}

}
