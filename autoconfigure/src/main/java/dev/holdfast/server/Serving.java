package dev.holdfast.server;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.publisher.Sinks;

import dev.holdfast.access.AccessGate;
import dev.holdfast.access.AccessToken;
import dev.holdfast.restart.Restarts;

/**
 * What is served, to whom, and until when. Read as one, so that nothing is ever served to
 * whom another generation lets in.
 *
 * @param endpoints what is served, by path
 * @param gate decides who is let in
 * @param token what a request has to name to change something
 * @param end completes when streams are to end
 */
record Serving(Map<String, ServerEndpoint> endpoints, AccessGate gate, AccessToken token, Sinks.Empty<Void> end) {

	/**
	 * Serve these endpoints and no others.
	 * @param endpoints the endpoints; if there are none, the paths are the application's
	 * @param gate decides who is let in
	 * @param token what a request has to name to change something
	 * @return what is served
	 */
	static Serving of(Collection<ServerEndpoint> endpoints, AccessGate gate, AccessToken token) {
		Map<String, ServerEndpoint> byPath = new TreeMap<>();
		for (ServerEndpoint endpoint : endpoints) {
			String path = endpoint.path();
			Assert.isTrue(ServerEndpoints.isOurs(path),
					() -> "The path of an endpoint must begin with " + ServerEndpoints.ROOT + " [" + path + "]");
			Assert.isTrue(!Restarts.isAppType(endpoint.getClass()),
					() -> "An endpoint must not belong to a generation [" + endpoint.getClass().getName() + "]");
			Assert.isTrue(byPath.put(path, endpoint) == null, () -> "There are two endpoints at [" + path + "]");
		}
		return new Serving(Map.copyOf(byPath), gate, token, Sinks.empty());
	}

	/**
	 * Return the same with streams that end when those of another do, if those may go on.
	 * @param before what was served before
	 * @return what is served
	 */
	Serving after(@Nullable Serving before) {
		if (before == null || !this.gate.equals(before.gate)
				|| !this.endpoints.keySet().equals(before.endpoints.keySet())) {
			return this;
		}
		return new Serving(this.endpoints, this.gate, this.token, before.end);
	}

	Serving withOtherStreams() {
		return new Serving(this.endpoints, this.gate, this.token, Sinks.empty());
	}

}
