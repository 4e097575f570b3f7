package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown within an attempt where old and new do not fit. {@link MigrationException} tells
 * callers, and knows the path.
 */
final class Misfit extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String oldType;

	private final @Nullable String newType;

	private int part = Walk.NONE;

	Misfit(String reason) {
		this(reason, null, null);
	}

	Misfit(String reason, @Nullable String oldType, @Nullable String newType) {
		super(reason, null, false, false);
		this.oldType = oldType;
		this.newType = newType;
	}

	/**
	 * Create a misfit from a failure, in words.
	 * @param problem what happened
	 * @param failure why
	 * @return the misfit
	 */
	static Misfit of(String problem, Throwable failure) {
		if (failure instanceof Misfit misfit) {
			return misfit;
		}
		return new Misfit(Failures.describe(problem, failure));
	}

	/**
	 * Tell which part of the object does not fit, unless it is known.
	 * @param part the index of the part
	 * @return this
	 */
	Misfit at(int part) {
		if (this.part == Walk.NONE) {
			this.part = part;
		}
		return this;
	}

	int part() {
		return this.part;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	@Nullable String oldType() {
		return this.oldType;
	}

	@Nullable String newType() {
		return this.newType;
	}

}
