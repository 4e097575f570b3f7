package dev.holdfast.client;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Writes the tag in a way that the policy of the page allows.
 */
final class InjectedTag {

	static final String SOURCE = "/_holdfast/client.js";

	private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_=-]+)'");

	// What stands for the origin of the page, among others
	private static final Pattern OURS = Pattern.compile("(?i)\\s('self'|\\*|http:)(\\s|$)");

	private static final List<String> DIRECTIVES = List.of("script-src-elem", "script-src", "default-src");

	private InjectedTag() {
	}

	/**
	 * Write the tag.
	 * @param policies the {@code Content-Security-Policy} headers of the page
	 * @param sent whether the page answers to something that was sent, such as a form
	 * @return the tag, or {@code null} if a policy would not let it run
	 */
	static @Nullable String of(List<String> policies, boolean sent) {
		String nonce = null;
		List<String> all = policies.stream().flatMap((header) -> Stream.of(header.split(","))).toList();
		for (String policy : all) {
			String sources = sources(policy);
			if (sources == null) {
				continue;
			}
			Matcher matcher = NONCE.matcher(sources);
			if (matcher.find()) {
				nonce = matcher.group(1);
			}
			else if (!OURS.matcher(sources).find() || sources.contains("'strict-dynamic'")) {
				return null;
			}
		}
		return "<script type=\"module\" src=\"" + SOURCE + "\"" + ((nonce != null) ? " nonce=\"" + nonce + "\"" : "")
				+ (sent ? " data-holdfast=\"sent\"" : "") + "></script>";
	}

	private static @Nullable String sources(String policy) {
		List<String> directives = Stream.of(policy.split(";")).map(String::trim).toList();
		return DIRECTIVES.stream()
			.map((name) -> find(directives, name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String find(List<String> directives, String name) {
		return directives.stream()
			.filter((directive) -> directive.split("\\s", 2)[0].toLowerCase(Locale.ROOT).equals(name))
			.findFirst()
			.orElse(null);
	}

}
