package dev.holdfast.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells the developer who has been refused, and the way to let them in if there is one.
 * Each case is told once, and only so many for one reason: who is refused decides how
 * often they ask, and what for.
 * <p>
 * Thread-safe: concurrent sets, whose bound may be exceeded by as many cases as are told
 * at the same moment.
 *
 * @since 0.1.0
 */
public final class AccessRefusals {

	private static final Log logger = LogFactory.getLog(AccessRefusals.class);

	private static final int MAX_CASES = 20;

	private final Map<AccessVerdict, Set<String>> told = new ConcurrentHashMap<>();

	/**
	 * Tell of a refusal unless it has been told.
	 * @param verdict why the request is refused
	 * @param request what it told of who asks
	 */
	public void tell(AccessVerdict verdict, AccessRequest request) {
		String reason = reason(verdict, request);
		Set<String> alike = this.told.computeIfAbsent(verdict, (key) -> ConcurrentHashMap.newKeySet());
		if (alike.size() < MAX_CASES && alike.add(reason)) {
			logger.warn("A request to Holdfast is refused: " + reason
					+ ((alike.size() >= MAX_CASES) ? ". Further refusals for this reason are not logged" : ""));
		}
	}

	private static String reason(AccessVerdict verdict, AccessRequest request) {
		return switch (verdict) {
			case ALLOWED -> throw new IllegalArgumentException("'verdict' must be a refusal");
			case MALFORMED -> "'Host', 'Origin' or 'Sec-Fetch-Site' is missing, there twice or without meaning. "
					+ "No property allows that";
			case REMOTE -> "it comes from another machine, " + address(request.peer())
					+ (request.forwardedFor().isEmpty() ? "" : " or the client of a proxy there")
					+ ". To allow that, set holdfast.access.allow-remote=true, and name the host that it asks for in "
					+ "holdfast.access.allowed-hosts";
			case FOREIGN_HOST -> "it asks for the host " + authority(request.hosts())
					+ ". If that is this machine, name it in holdfast.access.allowed-hosts";
			case FOREIGN_ORIGIN -> "a page of another origin sent it, " + origin(request.origins())
					+ ". No property allows that: use the address of the application itself, or let a proxy in front "
					+ "of it keep the 'Host' of the browser";
			case CROSS_SITE -> "a page of another site caused it. No property allows that: enter the address by hand";
			case NOT_JSON -> "it is to change something, and its 'Content-Type' is not application/json. "
					+ "No property allows that";
			case NO_TOKEN -> "it is to change something, and has no '" + AccessToken.HEADER
					+ "' header with the token of this run. No property allows that";
		};
	}

	private static String address(@Nullable InetAddress peer) {
		return (peer != null) ? peer.getHostAddress() : "which has no IP address";
	}

	// Only what has been understood is fit for the log

	private static String authority(List<String> hosts) {
		Authority host = (hosts.size() == 1) ? Authority.parse(hosts.get(0)) : null;
		return (host != null) ? "'" + host.host() + "'" : "(unreadable)";
	}

	private static String origin(List<String> origins) {
		int scheme = origins.isEmpty() ? -1 : origins.get(0).indexOf("://");
		Authority origin = (scheme >= 0) ? Authority.parse(origins.get(0).substring(scheme + 3)) : null;
		return (origin != null) ? "'" + origin.host() + ((origin.port() >= 0) ? ":" + origin.port() : "") + "'"
				: "which has no name";
	}

}
