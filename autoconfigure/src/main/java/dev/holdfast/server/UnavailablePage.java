package dev.holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

import dev.holdfast.restart.StartFailure;
import dev.holdfast.text.VisibleText;

/**
 * Tells people that no generation can take their request, on a page that goes away by
 * itself when one can. It loads nothing and sends nothing but {@code HEAD} requests to
 * its own address.
 */
final class UnavailablePage {

	private static final String STYLE = resource("unavailable.css");

	private static final String SCRIPT = resource("unavailable.js");

	/**
	 * The page may run its own script and nothing else.
	 */
	static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src %s; script-src %s; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
		.formatted(hash(STYLE), hash(SCRIPT));

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>%1$s</title>
			<style>%2$s</style>
			</head>
			<body data-state="%3$s" data-reload="%4$s">
			<main>
			<h1>%1$s</h1>
			<p>%5$s</p>
			%6$s<p id="status" role="status"></p>
			<noscript><p>Reload this page to see whether it is back.</p></noscript>
			</main>
			<script>%7$s</script>
			</body>
			</html>
			""";

	private static final String SECTION = """
			<section>
			<h2>%s</h2>
			<pre>%s</pre>
			</section>
			""";

	private UnavailablePage() {
	}

	/**
	 * Write the page.
	 * @param reason why the request cannot be taken
	 * @param failure why the application did not start, for who may see that
	 * @param reloading whether the page may reload itself, which would send the request
	 * again
	 * @return the page as HTML
	 */
	static String render(ParkingException reason, @Nullable StartFailure failure, boolean reloading) {
		String summary = (failure != null) ? summary(reason, reloading) : reason.detail();
		return PAGE.formatted(VisibleText.html(reason.kind().title()), STYLE, VisibleText.html(reason.state()),
				reloading, VisibleText.html(summary), (failure != null) ? sections(failure) : "", SCRIPT);
	}

	private static String summary(ParkingException reason, boolean reloading) {
		return "Generation %d failed to start. This page %s when a fix is running.".formatted(reason.generation(),
				reloading ? "reloads" : "says so");
	}

	private static String sections(StartFailure failure) {
		StringBuilder sections = new StringBuilder(section("What went wrong", failure.description()));
		if (failure.action() != null) {
			sections.append(section("What to do", failure.action()));
		}
		if (!failure.cause().equals(failure.description())) {
			sections.append(section("Cause", failure.cause()));
		}
		if (failure.frame() != null) {
			sections.append(section("Where", failure.frame()));
		}
		return sections.toString();
	}

	private static String section(String title, String text) {
		return SECTION.formatted(title, VisibleText.html(text.strip()));
	}

	private static String resource(String name) {
		try {
			return new ClassPathResource(name, UnavailablePage.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String hash(String content) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
