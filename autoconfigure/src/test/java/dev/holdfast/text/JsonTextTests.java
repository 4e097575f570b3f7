package dev.holdfast.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTextTests {

	@Test
	void writesWhatAParserReads() {
		Map<String, Object> value = new LinkedHashMap<>();
		value.put("text", "a \"b\" \\c\n\t <script>&' \u00e4 \ud83d\ude00");
		value.put("number", 12);
		value.put("yes", true);
		value.put("nothing", null);
		value.put("list", Arrays.asList(1, "x", null, List.of(), Map.of()));
		assertThat(JsonParserFactory.getJsonParser().parseMap(JsonText.of(value))).isEqualTo(value);
	}

	@Test
	void writesNoNumberThatJsonDoesNotHave() {
		assertThat(JsonText.of(List.of(Double.NaN, Float.NEGATIVE_INFINITY, 1.5, 2L))).isEqualTo("[null,null,1.5,2]");
	}

	@Test
	void writesTextsOfOtherTypes() {
		assertThat(JsonText.of(new StringBuilder("a\u001bb"))).isEqualTo("\"a\ufffdb\"");
		assertThat(JsonText.of(null)).isEqualTo("null");
	}

	@Test
	void boundsTexts() {
		assertThat(JsonText.of("x".repeat(1_000_000))).hasSizeLessThan(21_000);
	}

	@Test
	void makesJsonOfAnything() {
		Random random = new Random(1);
		for (int i = 0; i < 2000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(40); length > 0; length--) {
				text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
			}
			String json = JsonText.of(text.toString());
			assertThat(json).doesNotContain("<", ">", "&", "\n", "\u2028", "\u2029");
			Map<String, Object> parsed = JsonParserFactory.getJsonParser().parseMap("{\"text\":" + json + "}");
			assertThat(parsed).containsEntry("text", VisibleText.of(text.toString()));
		}
	}

}
