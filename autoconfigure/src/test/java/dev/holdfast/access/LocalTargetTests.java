package dev.holdfast.access;

import java.net.URI;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalTargetTests {

	private static final String[] PARTS = { "/", "//", "\\", ".", "..", "%2e", "%2F", "%5C", "%09", "%0d%0a", ";", "?",
			"#", "@", ":", "http:", "https://", "evil.test", "a", "b=c", "&", " ", "\t", "\r", "\n", "\0", "\u007f",
			"\u00e4", "\u2028", "\ud83d\ude00", "[", "]", "|", "^", "*", "%", "javascript:" };

	private static final int TARGETS = 20_000;

	@ParameterizedTest
	@CsvSource({ "/a?b=%20c&d=e%2Ff, /a?b=%20c&d=e%2Ff", "/, /", "/a//b, /a//b", "/;/e, /;/e", "/%5Ce, /%5Ce",
			"/%09/e, /%09/e", "/%2F/e, /%2F/e", "/a?b=http://c, /a?b=http://c", "http://evil.test/a?b, /a?b",
			"HTTPS://evil.test, /", "http://evil.test?a, /?a", "/a/..//b, /a/..//b" })
	void isPathAndQueryAsTheyCame(String raw, String target) {
		assertThat(LocalTarget.of(raw)).isEqualTo(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.test", "///evil.test", "/\\evil.test", "\\\\evil.test", "\\/evil.test", "/a\\b",
			"/ a", "/\ta", "/a\rb", "/a\nb", "/\u00e4", "*", "evil.test:443", "http://a//evil.test",
			"http://a/\\evil.test", "http:\\\\evil.test", "/.//evil.test", "/..//evil.test", "/%2e//evil.test",
			"/%2E%2e//evil.test", "/././/evil.test", "javascript:alert(1)", "/a#b", "http://a\\@evil.test/" })
	void isNothingIfItCouldLeaveTheServer(String raw) {
		assertThat(LocalTarget.of(raw)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.test/x", "///e", "////e", "/\\e", "/\\/e", "\\\\e", "\\e", "/\te", "/\t/e",
			"\t//e", "javascript:alert(1)", "evil.test/x", "*", "evil.test:443" })
	void sendsNobodyToAnotherSite(String target) {
		assertThat(LocalTarget.of(target)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\r\nX-Evil: 1", "/a\rX-Evil:1", "/a\nX-Evil:1", "/a?q=\r\nSet-Cookie:a=b", "/a\0b",
			"/a b", "/a\u007fb", "/a\u0085b", "/a\u2028b", "/\u560d\u560a", "/\u00e4", "/a\u000bb" })
	void putsNothingButVisibleAsciiIntoAHeader(String target) {
		assertThat(LocalTarget.of(target)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a/b", "/a//b", "/a?q=1&r=//evil.test", "/a?q=http://evil.test/", "/a;v=1/b",
			"/%5Ce", "/%2F/e", "/%09/e", "/;/e", "/a%0d%0aX-Evil:1", "/%E4%B8%AD", "/a:b@c" })
	void sendsToPathsOfThisServer(String target) {
		assertThat(LocalTarget.of(target)).isEqualTo(target);
	}

	@Test
	void staysOnThisServerWhateverTheTarget() {
		long seed = Long.getLong("holdfast.seed", 5_2026L);
		Random random = new Random(seed);
		URI origin = URI.create("http://localhost:8080/here");
		int redirects = 0;
		for (int i = 0; i < TARGETS; i++) {
			StringBuilder raw = new StringBuilder((random.nextInt(4) != 0) ? "/" : "");
			for (int part = random.nextInt(8); part >= 0; part--) {
				raw.append(PARTS[random.nextInt(PARTS.length)]);
			}
			String target = LocalTarget.of(raw.toString());
			if (target != null) {
				redirects++;
				assertThat(target).as("of %s, seed %d", raw, seed)
					.startsWith("/")
					.doesNotStartWith("//")
					.matches("[!-~&&[^\\\\#]]+");
				// What is no URI for Java is path and query for a browser all the same
				String lenient = target.replaceAll("[\\[\\]|^\\\\]|%(?![0-9a-fA-F]{2})", "x");
				URI resolved = origin.resolve(lenient).normalize();
				assertThat(resolved.getAuthority()).as("of %s, seed %d", raw, seed).isEqualTo("localhost:8080");
				assertThat(resolved.getScheme()).isEqualTo("http");
			}
		}
		assertThat(redirects).isGreaterThan(TARGETS / 20);
	}

}
