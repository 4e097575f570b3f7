package dev.holdfast.state;

import org.jspecify.annotations.Nullable;

/**
 * A shared value at one revision, as this JVM has it.
 *
 * @param revision the revision, 0 if it is not in the storage
 * @param present the value, unless it does not fit
 * @param parked why it does not fit, if it does not
 * @param <T> the type of the value
 */
record SharedCopy<T>(long revision, @Nullable T present, @Nullable ParkedStateException parked) {

	T value() {
		T present = this.present;
		if (present == null) {
			throw (this.parked != null) ? this.parked : new IllegalStateException("There is no value");
		}
		return present;
	}

}
