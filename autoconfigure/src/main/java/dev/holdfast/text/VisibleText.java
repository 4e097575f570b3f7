package dev.holdfast.text;

import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/**
 * Text that may contain anything, such as the message of an exception, in the shape in
 * which it can be shown.
 *
 * @since 0.1.0
 */
public final class VisibleText {

	private static final int MAX_LENGTH = 20_000;

	private VisibleText() {
	}

	/**
	 * Bound a text, and take out what is not to be seen but changes how the rest is seen.
	 * @param text the text
	 * @return the text without control characters but tabs, and line feeds for the ends
	 * of lines
	 */
	public static String of(String text) {
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

	/**
	 * Make text of a page.
	 * @param text the text
	 * @return what is visible of it, escaped
	 */
	public static String html(String text) {
		return HtmlUtils.htmlEscape(of(text), "UTF-8");
	}

}
