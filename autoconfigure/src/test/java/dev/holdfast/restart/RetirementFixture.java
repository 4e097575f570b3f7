package dev.holdfast.restart;

import org.jspecify.annotations.Nullable;

/**
 * Retirements for tests of other packages.
 */
public final class RetirementFixture {

	private RetirementFixture() {
	}

	/**
	 * Create a retirement of generation 1.
	 * @param retired the loader of generation 1, to be kept by the caller
	 * @param next the loader of generation 2, to be kept by the caller
	 * @return the retirement
	 */
	public static Retirement of(@Nullable ClassLoader retired, ClassLoader next) {
		return of(generation(1, retired), generation(2, next));
	}

	/**
	 * Create a retirement.
	 * @param retired the generation that ended
	 * @param next the generation that begins
	 * @return the retirement
	 */
	public static Retirement of(Generation retired, Generation next) {
		return new Retirement(retired, next);
	}

	/**
	 * Create a generation.
	 * @param number its number
	 * @param classLoader its loader, to be kept by the caller
	 * @return the generation
	 */
	public static Generation generation(int number, @Nullable ClassLoader classLoader) {
		return new Generation(number, classLoader);
	}

}
