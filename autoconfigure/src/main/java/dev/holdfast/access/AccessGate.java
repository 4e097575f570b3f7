package dev.holdfast.access;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Decides who may see details of the application in development. The one place where that
 * is decided.
 * <p>
 * Who asks must be on this machine, must ask for a host that no name server can point
 * here on behalf of a web site, and must be no page of another origin. A header can only
 * ever cost access, never give it.
 *
 * @param allowRemote whether who asks may be on another machine
 * @param allowedHosts hosts that may be asked for, without ports, beside those that
 * always stand for this machine
 * @since 0.1.0
 */
public record AccessGate(boolean allowRemote, Set<String> allowedHosts) {

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private static final String HTTP = "http://";

	private static final String HTTPS = "https://";

	public AccessGate {
		allowedHosts = allowedHosts.stream().map(AccessGate::host).collect(Collectors.toUnmodifiableSet());
	}

	private static String host(String configured) {
		Authority host = Authority.parseBare(configured.trim());
		Assert.isTrue(host != null && host.port() < 0,
				() -> "Allowed hosts must be names or addresses of hosts, without scheme, port, path and wildcard ["
						+ configured + "]");
		return host.host();
	}

	/**
	 * Return a gate that lets in who is on this machine and asks for it by a name of its
	 * own.
	 * @return the gate
	 */
	public static AccessGate local() {
		return new AccessGate(false, Set.of());
	}

	/**
	 * Decide about a request.
	 * @param request what it tells of who asks
	 * @return the verdict, whatever the request consists of
	 */
	public AccessVerdict decide(AccessRequest request) {
		Authority host = (request.hosts().size() == 1) ? Authority.parse(request.hosts().get(0)) : null;
		if (host == null || request.origins().size() > 1 || request.fetchSites().size() > 1) {
			return AccessVerdict.MALFORMED;
		}
		AccessVerdict origin = request.origins().isEmpty() ? AccessVerdict.ALLOWED
				: decideOrigin(request.origins().get(0), host);
		if (origin == AccessVerdict.MALFORMED) {
			return origin;
		}
		if (!this.allowRemote && !isLocal(request)) {
			return AccessVerdict.REMOTE;
		}
		if (!host.isLoopback() && !this.allowedHosts.contains(host.host())) {
			return AccessVerdict.FOREIGN_HOST;
		}
		if (!origin.isAllowed()) {
			return origin;
		}
		return OWN_SITES.containsAll(request.fetchSites()) ? AccessVerdict.ALLOWED : AccessVerdict.CROSS_SITE;
	}

	private static boolean isLocal(AccessRequest request) {
		return request.peer() != null && request.peer().isLoopbackAddress()
				&& request.forwardedFor().stream().allMatch(AccessGate::isLocalChain);
	}

	private static boolean isLocalChain(String forwardedFor) {
		for (String address : forwardedFor.split(",", -1)) {
			Authority client = Authority.parseBare(address.trim());
			if (client == null || !client.isLoopback()) {
				return false;
			}
		}
		return true;
	}

	private static AccessVerdict decideOrigin(String origin, Authority host) {
		if (origin.startsWith(HTTP)) {
			return decideOrigin(Authority.parse(origin.substring(HTTP.length())), host, 80);
		}
		if (origin.startsWith(HTTPS)) {
			return decideOrigin(Authority.parse(origin.substring(HTTPS.length())), host, 443);
		}
		// That of a sandboxed page, a file or an extension
		boolean opaque = origin.equals("null") || origin.matches("[a-z][a-z0-9+.-]{0,30}://.*");
		return opaque ? AccessVerdict.FOREIGN_ORIGIN : AccessVerdict.MALFORMED;
	}

	private static AccessVerdict decideOrigin(@Nullable Authority origin, Authority host, int defaultPort) {
		if (origin == null) {
			return AccessVerdict.MALFORMED;
		}
		return host.isSameAs(origin, defaultPort) ? AccessVerdict.ALLOWED : AccessVerdict.FOREIGN_ORIGIN;
	}

}
