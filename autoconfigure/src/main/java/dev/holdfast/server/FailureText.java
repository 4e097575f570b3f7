package dev.holdfast.server;

import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/**
 * Text that may contain anything, such as the message of an exception, in the shape in
 * which it can be shown.
 */
final class FailureText {

	private static final int MAX_LENGTH = 20_000;

	private FailureText() {
	}

	/**
	 * Bound a text, and take out what is not to be seen but changes how the rest is seen.
	 * @param text the text
	 * @return the text without control characters but tabs, and line feeds for the ends
	 * of lines
	 */
	static String visible(String text) {
		StringBuilder visible = new StringBuilder();
		StringUtils.truncate(text, MAX_LENGTH)
			.replace("\r\n", "\n")
			.codePoints()
			.forEach((character) -> visible.appendCodePoint(isVisible(character) ? character : 0xfffd));
		return visible.toString();
	}

	private static boolean isVisible(int character) {
		boolean direction = (character >= 0x202a && character <= 0x202e)
				|| (character >= 0x2066 && character <= 0x2069);
		return switch (Character.getType(character)) {
			case Character.CONTROL -> character == '\n' || character == '\t';
			case Character.SURROGATE -> false;
			default -> !direction;
		};
	}

	static String html(String text) {
		return HtmlUtils.htmlEscape(visible(text), "UTF-8");
	}

	/**
	 * Make a JSON string that is no markup either.
	 * @param text the text
	 * @return the text in quotes
	 */
	static String json(String text) {
		StringBuilder json = new StringBuilder("\"");
		visible(text).chars().forEach((character) -> {
			switch (character) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\n' -> json.append("\\n");
				case '\t' -> json.append("\\t");
				case '<', '>', '&', '\u2028', '\u2029' -> json.append("\\u%04x".formatted(character));
				default -> json.append((char) character);
			}
		});
		return json.append('"').toString();
	}

}
