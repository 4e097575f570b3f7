package dev.holdfast.test.app;

import java.util.function.Supplier;

/**
 * Code of an application that hands out an object of a base type, and a lambda.
 */
public final class Greeting implements Supplier<String> {

	@Override
	public String get() {
		return "hello";
	}

	/**
	 * Return a lambda, whose class belongs to the generation.
	 * @return the lambda
	 */
	public static Runnable lambda() {
		return () -> {
		};
	}

}
