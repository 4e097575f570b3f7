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

	private final Generations generations;

	private final Scheduler scheduler;

	private final Scheduler.Worker worker;

	private final Flux<Tick> beats;

	private volatile Map<String, ? extends @Nullable Object> greeting = Map.of();

	private volatile long startedAt;

	ClientEvents(Generations generations, Scheduler scheduler, String instance) {
		this.generations = generations;
		this.scheduler = scheduler;
		this.log = new EventLog(instance, MAX_EVENTS, MAX_BYTES);
		this.worker = scheduler.createWorker();
		this.startedAt = now();
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
	 * Tell every client something when it connects, beside the state of the application.
	 * Replaces what was told before.
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
		switch (state.phase()) {
			case STARTING -> {
				this.startedAt = now();
				publish(new ClientEvent("generation-starting", Map.of("generation", state.number())));
			}
			case LIVE -> {
				Map<String, Object> data = new LinkedHashMap<>();
				data.put("generation", state.number());
				data.put("millis", millisSinceStart());
				publish(new ClientEvent("generation-live", data));
			}
			case FAILED -> publish(new ClientEvent("generation-failed", failure(state)));
			case RETIRING -> {
				// The next one is about to start
			}
		}
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	private long millisSinceStart() {
		return TimeUnit.NANOSECONDS.toMillis(now() - this.startedAt);
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
		GenerationState state = this.generations.current();
		Map<String, @Nullable Object> data = new LinkedHashMap<>(failure(state));
		data.put("phase", state.phase().name().toLowerCase(Locale.ROOT));
		data.put("millis", millisSinceStart());
		data.put("complete", complete);
		data.put("clients", this.clients.get());
		data.putAll(this.greeting);
		return new ClientEvent("hello", data);
	}

	/**
	 * Why clients are woken.
	 */
	enum Tick {

		EVENT, BEAT

	}

}
