package dev.holdfast.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * One generation's hold on the server: its handler, and all that it has not finished.
 * <p>
 * A request is first counted, then handled unless the attachment has retired meanwhile;
 * retirement first marks, then counts. So either the request sees the mark and goes on to
 * the next generation, or it is waited for. Those that are held do not count: they wait
 * for the next generation themselves.
 */
final class Attachment {

	private static final int SERVICE_RESTART = 1012;

	private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();

	private final Set<Channel> webSockets = ConcurrentHashMap.newKeySet();

	private final Sinks.Empty<Void> drained = Sinks.empty();

	private final BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> handler;

	private volatile boolean retired;

	Attachment(BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> handler) {
		this.handler = handler;
	}

	/**
	 * Let this generation answer.
	 * @param exchange the exchange
	 * @param orElse answers it if this generation has retired
	 * @return completes when it is answered
	 */
	Mono<Void> serve(Exchange exchange, Mono<Void> orElse) {
		return Mono.defer(() -> {
			this.inFlight.add(exchange);
			if (this.retired) {
				finished(exchange);
				return orElse;
			}
			exchange.handledBy(this);
			return exchange.answerWith(handle(exchange)).doFinally((signal) -> {
				keepIfWebSocket(exchange.channel());
				finished(exchange);
			});
		});
	}

	private Mono<Void> handle(Exchange exchange) {
		return Mono.defer(() -> Mono.fromDirect(this.handler.apply(exchange.request(), exchange.response())));
	}

	private void finished(Exchange exchange) {
		this.inFlight.remove(exchange);
		checkDrained();
	}

	/**
	 * See whether there is anything left to wait for.
	 */
	void checkDrained() {
		if (this.retired && isDrained()) {
			this.drained.tryEmitEmpty();
		}
	}

	private boolean isDrained() {
		return this.inFlight.stream().allMatch(Exchange::isHeld);
	}

	private int left() {
		return (int) this.inFlight.stream().filter((exchange) -> !exchange.isHeld()).count();
	}

	private void keepIfWebSocket(Channel channel) {
		if (ChannelOperations.get(channel) instanceof WebsocketOutbound && channel.isActive()) {
			this.webSockets.add(channel);
			channel.closeFuture().addListener((future) -> this.webSockets.remove(channel));
			if (this.retired) {
				close(channel);
			}
		}
	}

	/**
	 * Take no more requests, and end what does not end by itself: event streams and web
	 * sockets.
	 * @param timeout how long to wait for the others at most
	 * @return the number of requests still in flight after that, without those held
	 */
	Mono<Integer> retire(Duration timeout) {
		this.retired = true;
		this.webSockets.forEach(this::close);
		this.inFlight.forEach(Exchange::endEventStream);
		if (isDrained()) {
			return Mono.just(0);
		}
		return this.drained.asMono().timeout(timeout, Mono.empty()).then(Mono.fromSupplier(this::left));
	}

	/**
	 * Leave nothing to this generation, since a newer one is live.
	 * @param settings for how long this one may go on to answer what it has not begun to,
	 * and what then
	 */
	void supersede(ServerSettings settings) {
		this.inFlight.forEach((exchange) -> exchange.supersede(settings));
	}

	private void close(Channel channel) {
		channel.eventLoop().execute(() -> {
			if (ChannelOperations.get(channel) instanceof WebsocketOutbound webSocket) {
				webSocket.sendClose(SERVICE_RESTART, "Service Restart").subscribe();
			}
		});
	}

}
