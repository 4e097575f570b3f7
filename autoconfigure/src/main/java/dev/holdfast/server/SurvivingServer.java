package dev.holdfast.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.holdfast.access.AccessGate;
import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;

/**
 * A server whose port stays open while generations come and go behind it.
 * <p>
 * Attaching, detaching and stopping exclude each other by the monitor of this object.
 * Requests take no part in that: they ask the {@link ParkingLot}, whose state is the only
 * one that counts for them.
 */
final class SurvivingServer {

	private static final Log logger = LogFactory.getLog(SurvivingServer.class);

	private static final Duration ABANDONED_AFTER = Duration.ofSeconds(10);

	private final ParkingLot parkingLot;

	private final List<Attachment> retired = new CopyOnWriteArrayList<>();

	private final ServerThreads threads;

	private final ServerEndpoints endpoints = new ServerEndpoints();

	private final Generations generations;

	private final BooleanSupplier fresh;

	private volatile AccessGate access = AccessGate.local();

	private volatile @Nullable BoundServer bound;

	private @Nullable Attachment attached;

	private @Nullable GenerationState failure;

	SurvivingServer(ServerThreads threads, Generations generations, BooleanSupplier fresh) {
		this.threads = threads;
		this.generations = generations;
		this.fresh = fresh;
		this.parkingLot = new ParkingLot(fresh);
	}

	/**
	 * Answer a request, now or when a generation is live.
	 * @param request the request
	 * @param response its response
	 * @return completes when it is answered
	 */
	Publisher<Void> dispatch(HttpServerRequest request, HttpServerResponse response) {
		Exchange exchange = new Exchange(request, response);
		return Mono.defer(() -> dispatch(exchange)).doFinally((signal) -> exchange.over());
	}

	private Mono<Void> dispatch(Exchange exchange) {
		Mono<Void> own = this.endpoints.answer(exchange);
		if (own != null) {
			return own;
		}
		if (!this.fresh.getAsBoolean()) {
			this.parkingLot.hold();
		}
		Attachment passage = this.parkingLot.passage();
		return (passage != null) ? serve(passage, exchange) : park(exchange);
	}

	private Mono<Void> serve(Attachment attachment, Exchange exchange) {
		return attachment.serve(exchange, Mono.defer(() -> park(exchange)));
	}

	private Mono<Void> park(Exchange exchange) {
		return this.parkingLot.park(exchange.channel().eventLoop())
			.flatMap((attachment) -> serve(attachment, exchange))
			.onErrorResume(ParkingException.class,
					(ex) -> exchange.finish(Answers.unavailable(exchange.request(), ex, this.access)));
	}

	/**
	 * Let parked requests go if the generation that is attached may be used again.
	 */
	void recheck() {
		this.parkingLot.recheck();
	}

	/**
	 * Put a generation behind the port, which is bound first unless it is already.
	 * @param configuration how the generation wants the port to be bound
	 * @param attachment its hold on the server
	 * @param settings bounds for the requests between it and the next one
	 * @param serving what is served beside it, in place of what was served before
	 * @param generation the number of the generation
	 */
	synchronized void attach(ServerConfiguration configuration, Attachment attachment, ServerSettings settings,
			Serving serving, int generation) {
		this.access = settings.access();
		if (this.bound == null) {
			// Whoever comes as soon as the port is open must not find the application's
			this.endpoints.use(serving);
		}
		bind(configuration);
		this.endpoints.use(serving);
		this.parkingLot.limit(settings.maxParked(), settings.parkTimeout());
		this.threads.moveTo(Thread.currentThread().getContextClassLoader());
		this.retired.forEach((old) -> old.supersede(settings));
		// What they still answer ends by itself, and keeping them would keep their
		// classes
		this.retired.clear();
		this.attached = attachment;
		this.parkingLot.open(attachment);
		if (generation > 1) {
			logger.info("Generation " + generation + " took over port " + getPort());
		}
	}

	private void bind(ServerConfiguration configuration) {
		BoundServer current = this.bound;
		if (current != null && current.serves(configuration)) {
			return;
		}
		if (current == null) {
			this.bound = BoundServer.bind(configuration, this.threads, this::dispatch);
		}
		else {
			this.bound = current.replaceBy(configuration, this.threads, this::dispatch);
			// They never end by themselves, and keep the server that was replaced
			this.endpoints.endStreams();
		}
	}

	/**
	 * Let a generation go, and park what comes after it.
	 * @param attachment its hold on the server
	 * @param drainTimeout how long to wait for its requests in flight at most
	 * @return completes when the requests in flight are answered, or have had their time
	 */
	synchronized Mono<Void> detach(Attachment attachment, Duration drainTimeout) {
		if (this.attached != attachment) {
			return Mono.empty();
		}
		this.attached = null;
		this.parkingLot.close();
		this.retired.add(attachment);
		followFailure();
		return attachment.retire(drainTimeout).doOnNext((left) -> {
			if (left > 0) {
				logger.debug(left + " requests were still in flight after " + drainTimeout);
			}
		}).then();
	}

	/**
	 * Follow the phases of the generations.
	 * @param state the state of the current generation
	 */
	synchronized void onChange(GenerationState state) {
		switch (state.phase()) {
			case STARTING -> {
				this.failure = null;
				this.parkingLot.expect();
			}
			case LIVE -> {
				if (this.attached == null && this.bound != null) {
					// Another application of this generation may still come for the port
					Mono.delay(ABANDONED_AFTER).subscribe((tick) -> release());
				}
			}
			case RETIRING -> {
				// The web server of the generation detaches itself
			}
			case FAILED -> {
				this.failure = state;
				followFailure();
			}
		}
	}

	/**
	 * A generation that fails closes its context, which detaches it, before or after this
	 * is known. If it stays attached, something else than its web application has failed.
	 */
	private void followFailure() {
		GenerationState failure = this.failure;
		if (failure != null && this.attached == null) {
			this.parkingLot.refuse(ParkingException.failed(failure.number(), failure.failure()));
			if (failure.number() == 1) {
				// Nobody restarts what never ran, and an open port would keep the JVM
				// alive
				release();
			}
		}
	}

	/**
	 * Return whether a web application of the current generation is behind the port.
	 * @return whether the port is in use
	 */
	synchronized boolean isAttached() {
		return this.attached != null;
	}

	private void release() {
		if (this.bound != null) {
			Restarts.startBaseThread("holdfast-server-stop", false, this::stopUnlessAttached);
		}
	}

	private synchronized void stopUnlessAttached() {
		Phase phase = this.generations.current().phase();
		boolean restarting = phase == Phase.STARTING || phase == Phase.RETIRING;
		if (this.attached == null && !restarting) {
			stop();
		}
	}

	/**
	 * Shut the server down for good, as gracefully as it is configured to be.
	 * @param callback called at the end
	 */
	void shutDownGracefully(GracefulShutdownCallback callback) {
		BoundServer bound = this.bound;
		this.endpoints.close();
		if (bound == null) {
			callback.shutdownComplete(GracefulShutdownResult.IMMEDIATE);
		}
		else {
			bound.shutDownGracefully(callback);
		}
	}

	/**
	 * Release the port.
	 */
	synchronized void stop() {
		this.endpoints.close();
		this.attached = null;
		this.parkingLot.refuse(ParkingException.shutDown());
		BoundServer bound = this.bound;
		if (bound != null) {
			this.bound = null;
			bound.stop();
		}
	}

	int parked() {
		return this.parkingLot.size();
	}

	int getPort() {
		BoundServer bound = this.bound;
		return (bound != null) ? bound.getPort() : -1;
	}

}
