package dev.holdfast.access;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a client may be sent to try again: to the path and query that it asked for, if
 * they stay on this server whatever a browser makes of them.
 *
 * @since 0.1.0
 */
public final class LocalTarget {

	// RFC 9112, absolute-form: what a client sends to a proxy
	private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/?#\\\\]*");

	// Dot segments, which whoever follows the redirect takes out, in front of //
	private static final Pattern HIDDEN_HOST = Pattern.compile("^(?:/(?:\\.|%2[eE]){1,2})+//.*");

	private LocalTarget() {
	}

	/**
	 * Return what may be sent back as the target of a redirect.
	 * @param raw the target of a request as it came
	 * @return path and query, in visible ASCII, or {@code null} if they cannot be sent
	 * back safely
	 */
	public static @Nullable String of(String raw) {
		String target = ORIGIN.matcher(raw).replaceFirst("");
		if (target.isEmpty() || target.startsWith("?")) {
			target = "/" + target;
		}
		return isLocal(target) ? target : null;
	}

	// Browsers take // and /\ for another host, and strip what is invisible
	private static boolean isLocal(String target) {
		return target.startsWith("/") && !target.startsWith("//") && !HIDDEN_HOST.matcher(target).matches()
				&& target.chars().allMatch(LocalTarget::isHarmless);
	}

	private static boolean isHarmless(int character) {
		return character > ' ' && character < 0x7f && character != '\\' && character != '#';
	}

}
