package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses values of properties in the way that Boot explains at startup: with the
 * property, the value and where it comes from.
 */
final class PropertyChecks {

	private PropertyChecks() {
	}

	static Duration notNegative(String property, Duration value) {
		check(!value.isNegative(), property, value, "It must not be negative");
		return value;
	}

	static Duration positive(String property, Duration value) {
		check(!value.isNegative() && !value.isZero(), property, value, "It must be longer than zero");
		return value;
	}

	static int atLeast(int least, String property, int value) {
		check(value >= least, property, value, "It must be at least " + least);
		return value;
	}

	private static void check(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason);
		}
	}

	/**
	 * Name the property whose value is refused by what it is for.
	 * @param property the property
	 * @param value its value
	 * @param use what refuses it, by an {@link IllegalArgumentException}
	 * @param <T> the type of what comes of it
	 * @return what comes of it
	 */
	static <T> T explained(String property, Object value, Supplier<T> use) {
		try {
			return use.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(ex.getMessage()));
		}
	}

}
