package dev.holdfast.server;

import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * One request and its one answer.
 * <p>
 * Either the application commits the answer or the server takes it over, whichever comes
 * first; {@link #answer} decides that once for all, on whichever threads they try. What
 * was taken over cannot be committed any more, and what was committed is not taken over
 * but at most ended.
 */
final class Exchange {

	private static final AttributeKey<Exchange> ATTRIBUTE = AttributeKey.valueOf(Exchange.class, "current");

	/**
	 * Makes event sources reconnect at once. The comment in front ends whatever the
	 * application has begun to write, so that half an event is never taken for a whole.
	 */
	private static final byte[] RECONNECT_HINT = ":\nretry:200\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

	private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.OPEN);

	private final Sinks.Empty<Void> ended = Sinks.empty();

	private final HttpServerRequest request;

	private final HttpServerResponse response;

	private final Channel channel;

	Exchange(HttpServerRequest request, HttpServerResponse response) {
		this.request = request;
		this.response = response;
		this.channel = channelOf(request);
		this.channel.attr(ATTRIBUTE).set(this);
	}

	/**
	 * Return the exchange that a request belongs to.
	 * @param request the request
	 * @return its exchange, or {@code null} once that is over
	 */
	static @Nullable Exchange of(HttpServerRequest request) {
		return on(channelOf(request));
	}

	static @Nullable Exchange on(Channel channel) {
		return channel.attr(ATTRIBUTE).get();
	}

	private static Channel channelOf(HttpServerRequest request) {
		Channel[] channel = new Channel[1];
		request.withConnection((connection) -> channel[0] = connection.channel());
		return channel[0];
	}

	HttpServerRequest request() {
		return this.request;
	}

	HttpServerResponse response() {
		return this.response;
	}

	Channel channel() {
		return this.channel;
	}

	/**
	 * Let a handler of the application answer.
	 * @param handling what the handler does
	 * @return its answer, or that of the server if it took over
	 */
	Mono<Void> answerWith(Publisher<Void> handling) {
		return Mono.fromDirect(handling).takeUntilOther(this.ended.asMono()).then(Mono.defer(this::lastWord));
	}

	private Mono<Void> lastWord() {
		return (this.answer.get() == Answer.TAKEN) ? finish(Answers.retired(this.request)) : Mono.empty();
	}

	/**
	 * Let the server answer, with nothing of what the application may have set or be
	 * setting in the response.
	 * @param ownAnswer the answer
	 * @return completes when Reactor Netty may write the answer
	 */
	Mono<Void> finish(FullHttpResponse ownAnswer) {
		return Mono.fromRunnable(() -> this.channel.pipeline().addLast(new OwnAnswer(ownAnswer)));
	}

	/**
	 * Part of every commit: lets it go on unless the server has taken over.
	 * @return completes at once, or never
	 */
	Mono<Void> commit() {
		return Mono.defer(() -> {
			boolean committed = this.answer.compareAndSet(Answer.OPEN, Answer.COMMITTED);
			return (committed || this.answer.get() == Answer.COMMITTED) ? Mono.empty() : Mono.never();
		});
	}

	/**
	 * End the exchange, whose generation is gone: answer it if the application has not
	 * begun to, end an event stream, and break off any other answer of unknown length. An
	 * answer of known length comes to its end by itself.
	 */
	void supersede() {
		if (!this.response.hasSentHeaders()) {
			if (this.answer.compareAndSet(Answer.OPEN, Answer.TAKEN)) {
				onEventLoop(this.ended::tryEmitEmpty);
			}
		}
		else if (isEventStream()) {
			endEventStream();
		}
		else if (!this.response.responseHeaders().contains(HttpHeaderNames.CONTENT_LENGTH)) {
			this.channel.close();
		}
	}

	/**
	 * End the exchange if it is an event stream, which never ends by itself.
	 */
	void endEventStream() {
		if (isEventStream()) {
			onEventLoop(() -> {
				this.channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(RECONNECT_HINT)));
				this.ended.tryEmitEmpty();
			});
		}
	}

	private boolean isEventStream() {
		String contentType = this.response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
		return this.response.hasSentHeaders() && contentType != null && contentType.startsWith("text/event-stream");
	}

	private void onEventLoop(Runnable task) {
		this.channel.eventLoop().execute(task);
	}

	void over() {
		this.channel.attr(ATTRIBUTE).compareAndSet(this, null);
	}

	/**
	 * Who answers.
	 */
	private enum Answer {

		OPEN, COMMITTED, TAKEN

	}

}
