package dev.holdfast.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;

/**
 * The surviving servers of this JVM: that of the application and, if it has a port of its
 * own, that of its management endpoints. To be kept as a survivor of restarts.
 *
 * @since 0.1.0
 */
public final class SurvivingServers {

	private static final Log logger = LogFactory.getLog(SurvivingServers.class);

	/**
	 * The name of the application's server.
	 */
	static final String MAIN = "server";

	private final Map<String, SurvivingServer> servers = new ConcurrentHashMap<>();

	private final ServerThreads threads = new ServerThreads();

	private final Generations generations;

	private volatile BooleanSupplier fresh = () -> true;

	SurvivingServers(Generations generations) {
		this.generations = generations;
		generations.changes().subscribe(this::onChange);
	}

	/**
	 * Return the servers of this JVM.
	 * @return the servers, the same in every generation
	 */
	public static SurvivingServers get() {
		return Restarts.survivor(SurvivingServers.class, () -> {
			KeepAliveCheck.warn();
			SurvivingServers servers = new SurvivingServers(Restarts.generations());
			Restarts.onRetirement(servers.threads::dropLocals);
			return servers;
		});
	}

	/**
	 * Return how many requests wait for a live generation at this moment.
	 * @return the number, of all servers
	 */
	public int getParked() {
		return this.servers.values().stream().mapToInt(SurvivingServer::parked).sum();
	}

	/**
	 * Ask at each request whether the generation that is attached is as new as its files,
	 * and park requests while it is not. Replaces what was asked before.
	 * @param fresh asked on event loops, so it must not block; whoever passes it calls
	 * {@link #recheck()} when the answer may be yes again
	 */
	public void guard(BooleanSupplier fresh) {
		this.fresh = fresh;
		recheck();
	}

	/**
	 * Let parked requests go if the generation that is attached is as new as its files.
	 */
	public void recheck() {
		this.servers.values().forEach(SurvivingServer::recheck);
	}

	/**
	 * Let no restart wait for a request any more, as it does nothing but wait itself. It
	 * is answered as ever.
	 * @param request the request, of whatever server
	 */
	public static void held(HttpServerRequest request) {
		Exchange exchange = Exchange.of(request);
		// The connection may have gone on to its next exchange
		if (exchange != null && exchange.request() == request) {
			exchange.hold();
		}
	}

	private boolean isFresh() {
		return this.fresh.getAsBoolean();
	}

	SurvivingServer server(String name) {
		return this.servers.computeIfAbsent(name,
				(key) -> new SurvivingServer(this.threads, this.generations, this::isFresh));
	}

	GenerationState generation() {
		return this.generations.current();
	}

	/**
	 * Release the ports of all servers in this JVM, if there are any, for a generation
	 * that brings a server of another kind. Waits until they are free.
	 */
	public static void release() {
		Restarts.findSurvivor(SurvivingServers.class)
			.ifPresent((survivors) -> survivors.servers.values().forEach(SurvivingServer::stop));
	}

	private void onChange(GenerationState state) {
		for (SurvivingServer server : this.servers.values()) {
			try {
				server.onChange(state);
			}
			catch (RuntimeException ex) {
				// A subscriber that throws would never hear of another phase
				logger.error("A surviving server cannot follow to " + state, ex);
			}
		}
	}

}
