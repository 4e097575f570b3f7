package dev.holdfast.test.library;

import java.util.function.Supplier;

/**
 * Class that its package alone sees, with a method that everybody sees.
 */
abstract class HiddenClient implements Supplier<String> {

	@Override
	public String get() {
		return "hidden";
	}

}
