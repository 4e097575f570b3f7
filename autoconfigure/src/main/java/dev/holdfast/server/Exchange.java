package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
 * but at most ended. All else happens on the event loop of the exchange, while it is the
 * current one of its channel. Routes of Reactor Netty's own commit without asking; for
 * them it counts whether their headers have been sent.
 */
final class Exchange {

	private static final AttributeKey<Exchange> ATTRIBUTE = AttributeKey.valueOf(Exchange.class, "current");

	private static final int COMMIT_POLL = 100;

	/**
	 * Makes event sources reconnect at once. The comment in front ends whatever the
	 * application has begun to write, so that half an event is never taken for a whole.
	 */
	private static final byte[] RECONNECT_HINT = ":\nretry:200\n".getBytes(StandardCharsets.US_ASCII);

	private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.OPEN);

	private final Sinks.Empty<Void> ended = Sinks.empty();

	private final HttpServerRequest request;

	private final HttpServerResponse response;

	private final Channel channel;

	private volatile long committedAt;

	private volatile boolean streamEnds;

	private volatile boolean held;

	private volatile @Nullable Attachment attachment;

	private volatile boolean retried = true;

	private volatile @Nullable Future<?> respite;

	private boolean hinted;

	Exchange(HttpServerRequest request, HttpServerResponse response) {
		this.request = request;
		this.response = response;
		this.channel = channelOf(request);
		this.channel.attr(ATTRIBUTE).set(this);
		OpenExchanges.begin(this.channel);
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
	 * Let the attachment know that handles the exchange when it is held.
	 * @param attachment the attachment
	 */
	void handledBy(Attachment attachment) {
		this.attachment = attachment;
	}

	/**
	 * From now on the exchange does nothing but wait for the next generation.
	 */
	void hold() {
		this.held = true;
		Attachment waiting = this.attachment;
		if (waiting != null) {
			waiting.checkDrained();
		}
	}

	boolean isHeld() {
		return this.held;
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
		// A route of Reactor Netty's own commits without asking
		boolean taken = this.answer.get() == Answer.TAKEN && !this.response.hasSentHeaders();
		return taken ? finish(this.retried ? Answers.retired(this.request) : Answers.abandoned(this.request))
				: Mono.empty();
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
			this.committedAt = System.nanoTime();
			boolean committed = this.answer.compareAndSet(Answer.OPEN, Answer.COMMITTED);
			if (committed && this.streamEnds) {
				onceSent(this::endIfEventStream);
			}
			return (committed || this.answer.get() == Answer.COMMITTED) ? Mono.empty() : Mono.never();
		});
	}

	/**
	 * End the exchange, whose generation is gone: answer it if the application has not
	 * begun to, end an event stream, and break off any other answer of unknown length. An
	 * answer of known length comes to its end by itself.
	 * @param settings how long the application may go on if it has not begun to answer,
	 * and whether its client is sent to the next generation then
	 */
	void supersede(ServerSettings settings) {
		this.retried = settings.retries(this.request.method().name());
		Duration grace = settings.takeOverAfter();
		if (grace.isZero() || this.answer.get() != Answer.OPEN) {
			supersede();
			return;
		}
		onEventLoop(() -> {
			Future<?> end = this.channel.eventLoop()
				.schedule(() -> onEventLoop(this::supersede), grace.toMillis(), TimeUnit.MILLISECONDS);
			this.respite = end;
			if (on(this.channel) != this) {
				end.cancel(false);
			}
		});
	}

	void supersede() {
		boolean open = !this.response.hasSentHeaders();
		if (open && this.answer.compareAndSet(Answer.OPEN, Answer.TAKEN)) {
			onEventLoop(this.ended::tryEmitEmpty);
		}
		else {
			onEventLoop(this::breakOff);
		}
	}

	private void breakOff() {
		if (isAboutToBeSent() || !this.response.hasSentHeaders()) {
			onceSent(this::breakOff);
		}
		else if (isEventStream()) {
			end();
		}
		else if (!this.response.responseHeaders().contains(HttpHeaderNames.CONTENT_LENGTH)) {
			this.channel.close();
		}
	}

	// Headers count as sent a moment before they are handed to the event loop
	private boolean isAboutToBeSent() {
		long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.committedAt);
		return this.answer.get() == Answer.COMMITTED && (!this.response.hasSentHeaders() || age < COMMIT_POLL);
	}

	// What has been committed may take a while until it is sent
	private void onceSent(Runnable task) {
		this.channel.eventLoop().schedule(() -> onEventLoop(task), COMMIT_POLL, TimeUnit.MILLISECONDS);
	}

	/**
	 * End the exchange if it is an event stream, which never ends by itself, or as soon
	 * as it becomes one.
	 */
	void endEventStream() {
		this.streamEnds = true;
		onEventLoop(this::endIfEventStream);
	}

	private void endIfEventStream() {
		if (isAboutToBeSent()) {
			onceSent(this::endIfEventStream);
		}
		else if (isEventStream()) {
			end();
		}
	}

	private void end() {
		if (!this.hinted) {
			this.hinted = true;
			this.channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(RECONNECT_HINT)));
			this.ended.tryEmitEmpty();
		}
	}

	private boolean isEventStream() {
		String contentType = this.response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
		return this.response.hasSentHeaders() && contentType != null && contentType.startsWith("text/event-stream");
	}

	private void onEventLoop(Runnable task) {
		this.channel.eventLoop().execute(() -> {
			// The connection may have gone on to its next exchange
			if (on(this.channel) == this) {
				task.run();
			}
		});
	}

	void over() {
		if (this.channel.attr(ATTRIBUTE).compareAndSet(this, null)) {
			OpenExchanges.end(this.channel);
		}
		Future<?> respite = this.respite;
		if (respite != null) {
			respite.cancel(false);
		}
	}

	/**
	 * Who answers.
	 */
	private enum Answer {

		OPEN, COMMITTED, TAKEN

	}

}
