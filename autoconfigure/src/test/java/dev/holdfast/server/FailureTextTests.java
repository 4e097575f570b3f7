package dev.holdfast.server;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTextTests {

	@Test
	void keepsLinesAndLetters() {
		String text = "Zeile\n\tmit \u00e4, \u4e2d, \ud83d\ude00";
		assertThat(FailureText.visible(text)).isEqualTo(text);
		assertThat(FailureText.html(text)).isEqualTo(text);
	}

	@Test
	void endsLinesAlikeOnAllPlatforms() {
		assertThat(FailureText.visible("a\r\nb\nc\r\n")).isEqualTo("a\nb\nc\n");
	}

	@Test
	void escapesMarkup() {
		assertThat(FailureText.html("<script>'&\"</script>"))
			.isEqualTo("&lt;script&gt;&#39;&amp;&quot;&lt;/script&gt;");
	}

	@Test
	void showsWhatIsNotToBeSeen() {
		assertThat(FailureText.visible("a\0b\rc\u001b[31md\u0085e\u202ef\u2066g\ud800h"))
			.isEqualTo("a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\ufffdg\ufffdh");
	}

	@Test
	void boundsTheLength() {
		assertThat(FailureText.visible("x".repeat(10_000_000))).hasSizeLessThan(20_100).endsWith("(truncated)...");
	}

	@Test
	void makesJsonOfAnything() {
		Random random = new Random(1);
		for (int i = 0; i < 2000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(40); length > 0; length--) {
				text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
			}
			String json = FailureText.json(text.toString());
			assertThat(json).doesNotContain("<", ">", "&", "\n", "\u2028", "\u2029");
			Map<String, Object> parsed = JsonParserFactory.getJsonParser().parseMap("{\"text\":" + json + "}");
			assertThat(parsed).containsEntry("text", FailureText.visible(text.toString()));
		}
	}

}
