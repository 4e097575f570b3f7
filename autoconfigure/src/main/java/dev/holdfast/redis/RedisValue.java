package dev.holdfast.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.state.storage.StoredValue;

/**
 * A value as it is in Redis: a text that can be read, "revision version ", and the
 * content behind it. Scripts answer with "is " and a value, "done revision" or "none".
 */
final class RedisValue {

	private static final Pattern HEAD = Pattern.compile("(\\d{1,18}) (\\d{1,9}) ");

	private static final int MAX_HEAD = 30;

	private static final String DONE = "done ";

	private static final String IS = "is ";

	private static final String NONE = "none";

	private RedisValue() {
	}

	static boolean isDone(byte[] result) {
		return text(result).startsWith(DONE);
	}

	static long doneRevision(byte[] result) {
		return Long.parseLong(text(result).substring(DONE.length()));
	}

	/**
	 * Parse what a script has answered that has done nothing.
	 * @param name the name of the value
	 * @param answer the answer
	 * @return the present value, or {@link StoredValue#ABSENT}
	 * @throws StateStorageException if what is there is something else
	 */
	static StoredValue answered(String name, byte[] answer) {
		return text(answer).equals(NONE) ? StoredValue.ABSENT
				: parse(name, Arrays.copyOfRange(answer, IS.length(), answer.length));
	}

	/**
	 * Parse a value.
	 * @param name its name
	 * @param result what is in Redis
	 * @return the value
	 * @throws StateStorageException if it is something else
	 */
	static StoredValue parse(String name, byte[] result) {
		Matcher head = HEAD.matcher(text(result));
		if (!head.lookingAt()) {
			throw new StateStorageException(
					"What is in Redis for state '%s' was not written by Holdfast.".formatted(name),
					"Remove it, or set holdfast.redis.key-prefix to what nobody else uses.", null);
		}
		return new StoredValue(Long.parseLong(head.group(1)), Integer.parseInt(head.group(2)),
				Arrays.copyOfRange(result, head.end(), result.length));
	}

	// One char for each byte
	private static String text(byte[] result) {
		return new String(result, 0, Math.min(result.length, MAX_HEAD), StandardCharsets.ISO_8859_1);
	}

}
