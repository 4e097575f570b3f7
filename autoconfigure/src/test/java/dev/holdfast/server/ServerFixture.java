package dev.holdfast.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * A real server on the loopback address, whose exchanges a test handles.
 */
final class ServerFixture implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final DisposableServer server;

	ServerFixture(Function<Exchange, Mono<Void>> handling) {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
			.handle((request, response) -> {
				Exchange exchange = new Exchange(request, response);
				return handling.apply(exchange).doFinally((signal) -> exchange.over());
			})
			.bindNow(LIMIT);
	}

	static Attachment attachment(HttpHandler handler) {
		return new Attachment(GenerationHandler.of(handler, List.of()));
	}

	int port() {
		return this.server.port();
	}

	CompletableFuture<HttpResponse<String>> get(String path) {
		return send(path, HttpRequest.Builder::GET);
	}

	/**
	 * Send a request that the client does not repeat when the connection breaks.
	 * @param path the path
	 * @return the response
	 */
	CompletableFuture<HttpResponse<String>> post(String path) {
		return send(path, (request) -> request.POST(BodyPublishers.noBody()));
	}

	private CompletableFuture<HttpResponse<String>> send(String path, UnaryOperator<HttpRequest.Builder> method) {
		URI uri = URI.create("http://127.0.0.1:" + this.server.port() + path);
		HttpRequest request = method.apply(HttpRequest.newBuilder(uri)).timeout(LIMIT).build();
		return this.client.sendAsync(request, BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.server.disposeNow(LIMIT);
	}

}
