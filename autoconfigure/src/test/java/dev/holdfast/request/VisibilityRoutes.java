package dev.holdfast.request;

import java.net.URI;
import java.time.Duration;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.Part;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.request.VisibilityLog.Of;

/**
 * What handles requests, and reads and writes their bodies.
 */
@RestController
class VisibilityRoutes {

	private static final Duration TICK = Duration.ofMillis(1);

	private final VisibilityLog log;

	VisibilityRoutes(VisibilityLog log) {
		this.log = log;
	}

	@ModelAttribute
	void model(ServerWebExchange exchange) {
		this.log.of(exchange).at("@ModelAttribute");
	}

	@GetMapping("/sync")
	String sync(ServerWebExchange exchange) {
		this.log.of(exchange).at("controller");
		return "ok";
	}

	@GetMapping("/mono")
	Mono<String> mono(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		of.at("controller that returns a Mono");
		return Mono.delay(TICK)
			.flatMap((tick) -> of.both("Mono of a controller", "ok"))
			.doFinally((signal) -> of.at("Mono of a controller, doFinally"));
	}

	@GetMapping("/flux")
	Flux<String> flux(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Flux.range(1, 3)
			.delayElements(TICK)
			.concatMap((number) -> of.both("Flux of a controller", "ok"))
			.doFinally((signal) -> of.at("Flux of a controller, doFinally"));
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<String>> events(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Flux.interval(TICK)
			.onBackpressureBuffer()
			.take(3)
			.concatMap((tick) -> of.both("event stream", ServerSentEvent.builder("ok").build()));
	}

	@GetMapping("/handle")
	Mono<String> handle(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Mono.delay(TICK).handle((tick, sink) -> sink.next(of.at("handle", "ok")));
	}

	@GetMapping("/tap")
	Mono<String> tap(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Mono.delay(TICK).thenReturn("ok").tap(() -> new DefaultSignalListener<>() {

			@Override
			public void doOnNext(String value) {
				of.at("tap");
			}

		});
	}

	@GetMapping("/changed")
	Mono<String> changed(ServerWebExchange exchange) {
		return this.log.set("changed").then(Mono.delay(TICK)).then(this.log.get());
	}

	@GetMapping("/empty")
	Mono<Void> empty(ServerWebExchange exchange) {
		return Mono.delay(TICK).then();
	}

	@GetMapping("/failing")
	Mono<String> failing() {
		return Mono.delay(TICK).then(Mono.error(new IllegalStateException("handled")));
	}

	@GetMapping("/broken")
	Mono<String> broken() {
		return Mono.delay(TICK).then(Mono.error(new IllegalArgumentException("not handled")));
	}

	@ExceptionHandler(IllegalStateException.class)
	Mono<String> handled(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		of.at("@ExceptionHandler");
		return Mono.delay(TICK).flatMap((tick) -> of.both("@ExceptionHandler, operators", "handled"));
	}

	@GetMapping("/client")
	Mono<String> client(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		WebClient client = WebClient.builder()
			.filter((request, next) -> of.both("filter of a WebClient", request).flatMap(next::exchange))
			.build();
		return client.get()
			.uri(URI.create("http://127.0.0.1:" + exchange.getRequest().getURI().getPort() + "/sync"))
			.header(VisibilityLog.HEADER, "inner")
			.retrieve()
			.onStatus((status) -> of.at("onStatus of a WebClient", false), (response) -> Mono.empty())
			.bodyToMono(String.class)
			.flatMap((body) -> of.both("answer of a WebClient", body));
	}

	@PostMapping("/body")
	Mono<String> body(@RequestBody Mono<String> body, ServerWebExchange exchange) {
		return body.flatMap((text) -> this.log.of(exchange).both("request body", text));
	}

	@PostMapping("/buffers")
	Mono<String> buffers(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return exchange.getRequest()
			.getBody()
			.doOnNext(DataBufferUtils::release)
			.concatMap((buffer) -> of.both("request body, buffers", "ok"))
			.last();
	}

	@PostMapping("/form")
	Mono<String> form(ServerWebExchange exchange) {
		return exchange.getFormData().flatMap((form) -> this.log.of(exchange).both("form", "ok"));
	}

	@PostMapping("/part")
	Mono<String> part(@RequestPart("file") Mono<Part> part, ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return part.flatMapMany((file) -> of.at("part", file.content()))
			.doOnNext(DataBufferUtils::release)
			.concatMap((buffer) -> of.both("content of a part", "ok"))
			.last();
	}

	@GetMapping("/response")
	Mono<Void> response(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		Flux<DataBuffer> body = Flux.range(1, 3)
			.delayElements(TICK)
			.concatMap((number) -> of.both("response body",
					exchange.getResponse().bufferFactory().wrap(new byte[] { 'o', 'k' })));
		return exchange.getResponse().writeWith(body);
	}

}
