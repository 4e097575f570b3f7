package dev.holdfast.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleTextTests {

	@Test
	void keepsLinesAndLetters() {
		String text = "Zeile\n\tmit \u00e4, \u4e2d, \ud83d\ude00";
		assertThat(VisibleText.of(text)).isEqualTo(text);
		assertThat(VisibleText.html(text)).isEqualTo(text);
	}

	@Test
	void endsLinesAlikeOnAllPlatforms() {
		assertThat(VisibleText.of("a\r\nb\nc\r\n")).isEqualTo("a\nb\nc\n");
	}

	@Test
	void escapesMarkup() {
		assertThat(VisibleText.html("<script>'&\"</script>"))
			.isEqualTo("&lt;script&gt;&#39;&amp;&quot;&lt;/script&gt;");
	}

	@Test
	void showsWhatIsNotToBeSeen() {
		assertThat(VisibleText.of("a\0b\rc\u001b[31md\u0085e\u202ef\u2066g\ud800h"))
			.isEqualTo("a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\ufffdg\ufffdh");
	}

	@Test
	void boundsTheLength() {
		assertThat(VisibleText.of("x".repeat(10_000_000))).hasSizeLessThan(20_100).endsWith("(truncated)...");
	}

}
