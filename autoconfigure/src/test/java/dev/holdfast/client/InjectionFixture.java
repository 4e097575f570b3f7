package dev.holdfast.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A real server whose answers go through the decorator.
 */
final class InjectionFixture implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private final AtomicReference<WebHandler> application = new AtomicReference<>();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.compress((request, response) -> request.uri().startsWith("/compressed"))
		.handle(new ReactorHttpHandlerAdapter(
				WebHttpHandlerBuilder.webHandler((exchange) -> this.application.get().handle(exchange))
					.httpHandlerDecorator(new InjectionDecorator(new InjectionSettings(List.of("/plain/**"))))
					.exceptionHandler(InjectionFixture::explain)
					.build()))
		.bindNow(LIMIT);

	private static Mono<Void> explain(ServerWebExchange exchange, Throwable ex) {
		if (!(ex instanceof IllegalArgumentException)) {
			return Mono.error(ex);
		}
		ServerHttpResponse response = html(exchange, "text/html");
		response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
		byte[] page = "<html><body>".concat(String.valueOf(ex.getMessage())).getBytes(StandardCharsets.UTF_8);
		return response.writeWith(Mono.just(buffer(response, page)));
	}

	void answer(Charset charset, String type, String page, boolean length) {
		this.application.set((exchange) -> {
			byte[] content = page.getBytes(charset);
			ServerHttpResponse response = html(exchange, type);
			if (length) {
				response.getHeaders().setContentLength(content.length);
			}
			return response.writeWith(Mono.just(buffer(response, content)));
		});
	}

	/**
	 * Answer in some way.
	 * @param handler writes the answer
	 */
	void set(WebHandler handler) {
		this.application.set(handler);
	}

	/**
	 * Read an answer as it comes.
	 * @param path the path
	 * @return the answer
	 */
	CompletableFuture<HttpResponse<InputStream>> stream(String path) {
		return this.client.sendAsync(request(path).build(), BodyHandlers.ofInputStream());
	}

	static ServerHttpResponse html(ServerWebExchange exchange, String type) {
		ServerHttpResponse response = exchange.getResponse();
		if (!type.isEmpty()) {
			response.getHeaders().setContentType(MediaType.parseMediaType(type));
		}
		return response;
	}

	static Flux<DataBuffer> parts(ServerHttpResponse response, byte[] content, int size) {
		return Flux.range(0, (content.length + size - 1) / size)
			.map((part) -> buffer(response,
					Arrays.copyOfRange(content, part * size, Math.min(content.length, (part + 1) * size))));
	}

	static DataBuffer buffer(ServerHttpResponse response, byte[] content) {
		return response.bufferFactory().wrap(content);
	}

	static byte[] gzip(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
			output.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	HttpResponse<byte[]> get(String path, String... headers) {
		HttpRequest.Builder request = request(path);
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return send(request);
	}

	HttpResponse<byte[]> post(String path) {
		return send(request(path).POST(BodyPublishers.noBody()));
	}

	HttpResponse<byte[]> head(String path) {
		return send(request(path).method("HEAD", BodyPublishers.noBody()));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.server.port() + path))
			.timeout(LIMIT)
			.header("Accept", "text/html");
	}

	private HttpResponse<byte[]> send(HttpRequest.Builder request) {
		return this.client.sendAsync(request.build(), BodyHandlers.ofByteArray())
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
	}

	static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.server.disposeNow(LIMIT);
	}

}
