package dev.holdfast.text;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.ValueProcessor;

/**
 * Writes JSON that is on one line, and no markup for who takes it for that.
 *
 * @since 0.1.0
 */
public final class JsonText {

	private static final JsonWriter<Object> WRITER = JsonWriter.of((members) -> {
		members.add();
		members.applyingValueProcessor(ValueProcessor.of(CharSequence.class,
				(text) -> (text != null) ? VisibleText.of(text.toString()) : null));
		// JSON has no other numbers
		members.applyingValueProcessor(ValueProcessor.of(Number.class,
				(number) -> (number != null && Double.isFinite(number.doubleValue())) ? number : null));
	});

	private JsonText() {
	}

	/**
	 * Write a value.
	 * @param value maps, iterables, numbers, booleans and anything else as text
	 * @return the JSON text
	 */
	public static String of(@Nullable Object value) {
		return (value != null) ? WRITER.writeToString(value)
			.replace("<", "\\u003c")
			.replace(">", "\\u003e")
			.replace("&", "\\u0026")
			.replace("\u2028", "\\u2028")
			.replace("\u2029", "\\u2029") : "null";
	}

}
