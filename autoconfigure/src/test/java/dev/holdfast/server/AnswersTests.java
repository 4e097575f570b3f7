package dev.holdfast.server;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersTests {

	@ParameterizedTest
	@ValueSource(strings = { "//evil.test/x", "///e", "////e", "/\\e", "/\\/e", "\\\\e", "\\e", "/\te", "/\t/e",
			"\t//e", "http://evil.test/x", "https://evil.test", "HTTP://evil.test/x", "javascript:alert(1)",
			"evil.test/x", "*", "", "?q=1", "evil.test:443" })
	void sendsNobodyToAnotherSite(String target) {
		assertThat(Answers.isLocal(target)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\r\nX-Evil: 1", "/a\rX-Evil:1", "/a\nX-Evil:1", "/a?q=\r\nSet-Cookie:a=b", "/a\0b",
			"/a b", "/a\u007fb", "/a\u0085b", "/a\u2028b", "/\u560d\u560a", "/\u00e4", "/a\u000bb" })
	void putsNothingButVisibleAsciiIntoAHeader(String target) {
		assertThat(Answers.isLocal(target)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a/b", "/a//b", "/a?q=1&r=//evil.test", "/a?q=http://evil.test/", "/a;v=1/b",
			"/%5Ce", "/%2F/e", "/%09/e", "/;/e", "/a%0d%0aX-Evil:1", "/%E4%B8%AD", "/a:b@c", "/.//e" })
	void sendsToPathsOfThisServer(String target) {
		assertThat(Answers.isLocal(target)).isTrue();
	}

}
