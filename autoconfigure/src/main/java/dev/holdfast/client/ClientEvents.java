package dev.holdfast.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.StartFailure;

/**
 * What browsers are told of the application, through all its restarts. There is one
 * stream of events for each of them, and one log that all of them read.
 * <p>
 * Who publishes appends to the log and leaves the rest to a scheduler, so no restart ever
 * waits for a browser. A browser that does not read holds nothing but its place in the
 * log; if the log has moved on, it is told the present state instead. Thread-safe: the
 * log is, and all clients are woken by the one worker.
 *
 * @since 0.1.0
 */
public final class ClientEvents {

	private static final int MAX_EVENTS = 256;

	private static final int MAX_BYTES = 512 * 1024;

	private static final int MAX_CLIENTS = 1000;

	private static final Duration HEARTBEAT = Duration.ofSeconds(15);

	private final Sinks.Many<Tick> ticks = Sinks.many().multicast().directBestEffort();

	private final AtomicInteger clients = new AtomicInteger();

	private final EventLog log;

	private final Scheduler scheduler;

	private final Scheduler.Worker worker;

	private final Flux<Tick> beats;

	private volatile Map<String, ? extends @Nullable Object> greeting = Map.of();

	private volatile Known known;

	ClientEvents(Generations generations, Scheduler scheduler, String instance) {
		this.scheduler = scheduler;
		this.log = new EventLog(instance, MAX_EVENTS, MAX_BYTES);
		this.worker = scheduler.createWorker();
		this.known = new Known(generations.current(), now());
		this.beats = Flux.interval(HEARTBEAT, scheduler).map((beat) -> Tick.BEAT).onBackpressureDrop().share();
		generations.changes().filter((state) -> state.number() > 0).subscribe(this::onChange);
	}

	/**
	 * Return the events of this JVM.
	 * @return the events, the same in every generation
	 */
	public static ClientEvents get() {
		return Restarts.survivor(ClientEvents.class, () -> new ClientEvents(Restarts.generations(), scheduler(),
				UUID.randomUUID().toString().substring(0, 8)));
	}

	// Of its own, as the application may do with Reactor's what it likes
	private static Scheduler scheduler() {
		return Restarts.callOnBaseThread("holdfast-client-start", () -> {
			Scheduler scheduler = Schedulers.newSingle("holdfast-client", true);
			// Its thread begins here, where it inherits nothing of a generation
			scheduler.schedule(() -> {
			});
			return scheduler;
		});
	}

	/**
	 * Tell every client something when it connects, beside the state of the application,
	 * and when a generation is live. Replaces what was told before.
	 * @param greeting what to tell
	 */
	public void greet(Map<String, ? extends @Nullable Object> greeting) {
		this.greeting = new LinkedHashMap<>(greeting);
	}

	/**
	 * Tell all clients something. Returns at once.
	 * @param event what to tell
	 */
	public void publish(ClientEvent event) {
		this.log.append(event);
		this.worker.schedule(() -> this.ticks.tryEmitNext(Tick.EVENT));
	}

	private void onChange(GenerationState state) {
		// Before it is told, so that whoever connects in between is told no older state
		this.known = new Known(state, (state.phase() == Phase.STARTING) ? now() : this.known.startedAt());
		switch (state.phase()) {
			case STARTING -> publish(new ClientEvent("generation-starting", Map.of("generation", state.number())));
			case LIVE -> {
				Map<String, Object> data = new LinkedHashMap<>();
				data.put("generation", state.number());
				data.put("millis", millisSince(this.known.startedAt()));
				// What holds for this generation may not be what did for the last one
				data.putAll(this.greeting);
				publish(new ClientEvent("generation-live", data));
			}
			case FAILED -> publish(new ClientEvent("generation-failed", failure(state)));
			case RETIRING -> {
				// The next one is about to start
			}
		}
	}

	// As browsers do, and unlike what counts nanoseconds, it goes on while the machine
	// sleeps
	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	private long millisSince(long start) {
		return Math.max(0, now() - start);
	}

	private static Map<String, @Nullable Object> failure(GenerationState state) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("generation", state.number());
		StartFailure failure = state.failure();
		if (failure != null) {
			data.put("description", failure.description());
			data.put("action", failure.action());
			data.put("cause", failure.cause());
			data.put("frame", failure.frame());
		}
		return data;
	}

	/**
	 * Return how many clients are connected.
	 * @return the number
	 */
	public int getClients() {
		return this.clients.get();
	}

	/**
	 * Return the stream of a client: the present state first, then what the client has
	 * missed, then what comes. It never ends by itself.
	 * @param lastEventId the id of the last event that the client has received, or
	 * {@code null} if it has none
	 * @return the stream as server-sent events, or {@code null} if there are too many
	 * clients; the bytes must not be changed
	 */
	public @Nullable Flux<byte[]> stream(@Nullable String lastEventId) {
		if (this.clients.get() >= MAX_CLIENTS) {
			return null;
		}
		return Flux.defer(() -> {
			ClientConnection connection = new ClientConnection(this.log, this::hello, lastEventId);
			this.clients.incrementAndGet();
			return Flux.merge(this.ticks.asFlux(), this.beats, Flux.just(Tick.EVENT))
				.onBackpressureLatest()
				.concatMapIterable(connection::next, 1)
				.doFinally((signal) -> this.clients.decrementAndGet());
		});
	}

	private ClientEvent hello(boolean complete) {
		Known known = this.known;
		GenerationState state = known.state();
		Map<String, @Nullable Object> data = new LinkedHashMap<>(failure(state));
		data.put("phase", state.phase().name().toLowerCase(Locale.ROOT));
		data.put("millis", millisSince(known.startedAt()));
		data.put("complete", complete);
		data.put("clients", this.clients.get());
		data.putAll(this.greeting);
		return new ClientEvent("hello", data);
	}

	private record Known(GenerationState state, long startedAt) {

	}

	/**
	 * Why clients are woken.
	 */
	enum Tick {

		EVENT, BEAT

	}

}
