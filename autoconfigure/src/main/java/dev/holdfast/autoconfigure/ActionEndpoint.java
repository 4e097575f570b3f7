package dev.holdfast.autoconfigure;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.HoldfastException;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.server.EndpointAnswer;
import dev.holdfast.server.EndpointRequest;
import dev.holdfast.server.ServerEndpoint;
import dev.holdfast.state.RestartState;

/**
 * Changes something in the running generation, which is let go of when that is closed.
 */
final class ActionEndpoint implements ServerEndpoint {

	private static final EndpointAnswer DONE = EndpointAnswer.text("application/json", "{}\n");

	private final String path;

	private volatile @Nullable Consumer<Map<String, Object>> action;

	private ActionEndpoint(String path, Consumer<Map<String, Object>> action) {
		this.path = path;
		this.action = action;
	}

	/**
	 * Clear the cache of the {@code name}, or all if there is none.
	 * @param caches the caches
	 * @return the endpoint
	 */
	static ActionEndpoint clearCaches(RestartCaches caches) {
		return new ActionEndpoint("/_holdfast/caches/clear", (body) -> {
			Object name = body.get("name");
			Assert.isTrue(name == null || caches.names().contains(name), () -> "There is no cache '" + name + "'");
			caches.names()
				.stream()
				.filter((cache) -> name == null || cache.equals(name))
				.forEach((cache) -> caches.define(cache).clear());
		});
	}

	/**
	 * Discard the state of the {@code key}.
	 * @param state the state
	 * @return the endpoint
	 */
	static ActionEndpoint discardState(RestartState state) {
		return new ActionEndpoint("/_holdfast/state/discard", (body) -> {
			Assert.isTrue(body.get("key") instanceof String key && StringUtils.hasText(key),
					"'key' must be the name of a piece of state");
			state.discard(String.valueOf(body.get("key")));
		});
	}

	/**
	 * Restart the application if it runs.
	 * @param generations tell whether it does
	 * @return the endpoint
	 */
	static ActionEndpoint restart(Generations generations) {
		return new ActionEndpoint("/_holdfast/restart", (body) -> {
			Assert.isTrue(generations.current().isLive(), "The application does not run at this moment");
			// If it fails, the next change of a file is taken for the fix
			Restarts.control().restart((failure) -> false);
		});
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public boolean isAction() {
		return true;
	}

	@Override
	public Mono<EndpointAnswer> answer(EndpointRequest request) {
		// Code of the application may have a hand in it
		return Mono.fromSupplier(() -> answer(request.body())).subscribeOn(Schedulers.boundedElastic());
	}

	private EndpointAnswer answer(String body) {
		Consumer<Map<String, Object>> present = this.action;
		if (present == null) {
			return EndpointAnswer.unavailable("The application is restarting.");
		}
		try {
			present.accept(body.isBlank() ? Map.of() : JsonParserFactory.getJsonParser().parseMap(body));
			return DONE;
		}
		catch (JsonParseException ex) {
			return EndpointAnswer.wrong("The body must be a JSON object.");
		}
		catch (IllegalArgumentException | HoldfastException ex) {
			return EndpointAnswer.wrong(String.valueOf(ex.getMessage()));
		}
	}

	void retire() {
		this.action = null;
	}

}
