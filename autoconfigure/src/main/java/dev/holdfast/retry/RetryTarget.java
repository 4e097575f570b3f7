package dev.holdfast.retry;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a client is sent to try again: to the path and query that it asked for.
 */
final class RetryTarget {

	// RFC 9112, absolute-form: what a client sends to a proxy
	private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/?#\\\\]*");

	// Dot segments, which whoever follows the redirect takes out, in front of //
	private static final Pattern HIDDEN_HOST = Pattern.compile("^(?:/(?:\\.|%2[eE]){1,2})+//.*");

	private RetryTarget() {
	}

	/**
	 * Return the target of a request as it came, if it stays on this server whatever a
	 * browser makes of it.
	 * @param request the request
	 * @param rawTarget knows how it came
	 * @return path and query, or {@code null} if they cannot be sent back safely
	 */
	static @Nullable String of(ServerHttpRequest request, RawTarget rawTarget) {
		String raw = rawTarget.of(request);
		return (raw != null) ? of(raw) : of(request.getURI());
	}

	private static @Nullable String of(URI uri) {
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return of((uri.getRawQuery() != null) ? path + '?' + uri.getRawQuery() : path);
	}

	static @Nullable String of(String raw) {
		String target = ORIGIN.matcher(raw).replaceFirst("");
		if (target.isEmpty() || target.startsWith("?")) {
			target = "/" + target;
		}
		return isLocal(target) ? target : null;
	}

	// Browsers take // and /\ for another host, and strip what is invisible
	private static boolean isLocal(String target) {
		return target.startsWith("/") && !target.startsWith("//") && !HIDDEN_HOST.matcher(target).matches()
				&& target.chars().allMatch(RetryTarget::isHarmless);
	}

	private static boolean isHarmless(int character) {
		return character > ' ' && character < 0x7f && character != '\\' && character != '#';
	}

}
