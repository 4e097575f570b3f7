package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.restart.StartFailure;
import dev.holdfast.text.VisibleText;

import static org.assertj.core.api.Assertions.assertThat;

class UnavailablePageTests {

	private final StartFailure failure = new StartFailure("what", "how", "IllegalStateException: why", null);

	@Test
	void tellsWhatIsWrongAndWhatToDo() {
		assertThat(page(this.failure)).contains("<h1>The application failed to start</h1>",
				"Generation 2 failed to start", "<h2>What went wrong</h2>\n<pre>what</pre>",
				"<h2>What to do</h2>\n<pre>how</pre>", "<h2>Cause</h2>\n<pre>IllegalStateException: why</pre>");
	}

	@Test
	void tellsTheCauseOnce() {
		assertThat(page(new StartFailure("cause", null, "cause", null))).contains("<pre>cause</pre>")
			.doesNotContain("What to do", "Cause</h2>");
	}

	@Test
	void tellsNoDetailsWithoutAFailure() {
		assertThat(page(null)).contains("the log of the application says why").doesNotContain("<section>", "<pre>");
	}

	@Test
	void canBeReadByEverybody() {
		assertThat(page(this.failure)).startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
			.contains("<meta charset=\"utf-8\">", "name=\"viewport\"", "<title>The application failed to start</title>",
					"<main>", "role=\"status\"", "<noscript>", "color-scheme: light dark");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "</pre><script>alert(1)</script>", "</title><svg onload=x>",
			"<!--", "]]>", "%s %1$s %n %", "${7*7} #{7*7} {{7*7}}", "<img src=x onerror=alert(1)>",
			"\" autofocus onfocus=alert(1) x=\"", "' onmouseover='x", "&lt;script&gt;", "<base href=//evil.test>",
			"<meta http-equiv=refresh content=0>", "\u2028<script>", "<\0script>" })
	void takesHostileTextForText(String hostile) {
		String plain = page(new StartFailure("text", "text", "x", null));
		String page = page(new StartFailure(hostile, hostile, hostile + "x", null));
		assertThat(count(page, "<[a-zA-Z/!]")).isEqualTo(count(plain, "<[a-zA-Z/!]"));
		assertThat(page).contains("<pre>" + VisibleText.html(hostile.strip()) + "</pre>");
	}

	private static long count(String text, String pattern) {
		return Pattern.compile(pattern).matcher(text).results().count();
	}

	@Test
	void namesItsOwnScriptAndStyleInItsPolicy() throws Exception {
		for (String element : new String[] { "script", "style" }) {
			Matcher matcher = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
				.matcher(page(this.failure));
			assertThat(matcher.results().map(MatchResult::group)).hasSize(1);
			matcher.reset().find();
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
			assertThat(UnavailablePage.CONTENT_SECURITY_POLICY)
				.contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
		}
	}

	@Test
	void reloadsItselfOnlyIfThatSendsNothingAgain() {
		ParkingException reason = ParkingException.expired(Duration.ofSeconds(1));
		assertThat(UnavailablePage.render(reason, null, true))
			.contains("data-state=\"restarting\" data-reload=\"true\"");
		assertThat(UnavailablePage.render(reason, null, false)).contains("data-reload=\"false\"");
		assertThat(page(this.failure)).contains("This page reloads when a fix is running.");
		assertThat(UnavailablePage.render(ParkingException.failed(2, this.failure), this.failure, false))
			.contains("This page says so when a fix is running.");
	}

	private static String page(StartFailure failure) {
		return UnavailablePage.render(ParkingException.failed(2, failure), failure, true);
	}

}
