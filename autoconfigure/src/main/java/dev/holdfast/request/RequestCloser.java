package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Closes what belongs to requests that are over, each thing in its request, on Reactor's
 * bounded elastic scheduler since {@code close} may block.
 * <p>
 * Thread-safe: a concurrent set of what is being closed, and otherwise immutable.
 */
final class RequestCloser {

	private static final Log logger = LogFactory.getLog(RequestCloser.class);

	private final Set<Sinks.Empty<Void>> running = ConcurrentHashMap.newKeySet();

	private final CurrentRequest current;

	private final Duration timeout;

	private final @Nullable ClassLoader classLoader;

	RequestCloser(CurrentRequest current, Duration timeout, @Nullable ClassLoader classLoader) {
		this.current = current;
		this.timeout = timeout;
		this.classLoader = classLoader;
	}

	/**
	 * Close what a request left when it ended.
	 * @param active the request
	 * @param closings what to close, in this order
	 */
	void close(ActiveRequest active, List<Closing> closings) {
		if (!closings.isEmpty()) {
			start(closed(active, closings));
		}
	}

	/**
	 * Close something that came when its request was over already, and that nobody else
	 * knows of.
	 * @param active the request
	 * @param closing what to close
	 */
	void closeLate(ActiveRequest active, Closing closing) {
		start(closed(active, closing));
	}

	private void start(Mono<Void> closed) {
		Sinks.Empty<Void> end = Sinks.empty();
		this.running.add(end);
		closed.doFinally((signal) -> {
			this.running.remove(end);
			end.tryEmitEmpty();
		}).subscribe();
	}

	/**
	 * Wait for all that is being closed now.
	 * @return completes when it is closed
	 */
	Mono<Void> whenIdle() {
		return Mono.defer(() -> Mono.when(this.running.stream().map(Sinks.Empty::asMono).toList()));
	}

	/**
	 * Return what closes values of a request when it is subscribed to. Never fails.
	 * @param active the request
	 * @param closings what to close, in this order
	 * @return completes when all are closed, and the request has no values any more
	 */
	Mono<Void> closed(ActiveRequest active, List<Closing> closings) {
		return Flux.fromIterable(closings)
			.concatMap((closing) -> closed(active, closing))
			.then(Mono.fromRunnable(active::clear));
	}

	private Mono<Void> closed(ActiveRequest active, Closing closing) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> begun = Sinks.empty();
			Mono<Void> run = Mono.<Publisher<?>>fromCallable(() -> {
				begun.tryEmitEmpty();
				return run(active, closing);
			}).flatMap((rest) -> Flux.from(rest).then()).onErrorResume((ex) -> failed(active, closing, ex));
			return run.subscribeOn(Schedulers.boundedElastic())
				// The scheduler's, as those of the value have been dealt with
				.onErrorResume(RejectedExecutionException.class, (ex) -> run)
				// It takes no time while it waits for a thread
				.timeout(begun.asMono().then(Mono.delay(this.timeout)), Mono.defer(() -> tookTooLong(active, closing)))
				.doFinally((signal) -> active.clear(closing));
		}).contextWrite((context) -> context.put(CurrentRequest.KEY, active));
	}

	private Publisher<?> run(ActiveRequest active, Closing closing) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classLoader);
		try {
			return this.current.call(active, closing::run);
		}
		catch (LinkageError ex) {
			// Reactor would not tell anybody
			throw new IllegalStateException(ex);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private Mono<Void> tookTooLong(ActiveRequest active, Closing closing) {
		return failed(active, closing,
				new TimeoutException("It took longer than holdfast.request.close-timeout [" + this.timeout + "]"));
	}

	private static Mono<Void> failed(ActiveRequest active, Closing closing, Throwable ex) {
		Object value = (closing.value() instanceof RequestBean bean) ? bean.bean() : closing.value();
		String type = (value != null) ? value.getClass().getName() : "null";
		return Mono.fromRunnable(
				() -> logger.warn("'" + closing.name() + "' of " + active + " could not be closed: " + type, ex));
	}

}
