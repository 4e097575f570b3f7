package dev.holdfast.state;

import org.jspecify.annotations.Nullable;

/**
 * Why a value is parked, as text.
 *
 * @param path where in the value the problem is
 * @param oldType the type that the part there had
 * @param newType the type that it should get
 * @param reason what is wrong, without a full stop
 */
record ParkingReason(String path, @Nullable String oldType, @Nullable String newType, String reason) {

	static final String ROOT = "value";

	ParkingReason(String path, @Nullable String oldType, @Nullable String newType, String reason) {
		this.path = path;
		this.oldType = oldType;
		this.newType = newType;
		this.reason = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
	}

	/**
	 * Return the reason in short.
	 * @return the reason, and where it is unless that is the value itself
	 */
	@Override
	public String toString() {
		return this.path.equals(ROOT) ? this.reason : this.reason + " at '" + this.path + "'";
	}

}
