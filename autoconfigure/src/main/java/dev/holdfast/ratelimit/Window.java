package dev.holdfast.ratelimit;

import java.util.Arrays;

/**
 * What one identifier has done. Guarded by its own monitor, which is held for a few
 * instructions only.
 */
abstract class Window {

	/**
	 * Count one more, if it is allowed.
	 * @param now the time in nanoseconds
	 * @param limit number that is allowed
	 * @param length length of the window in nanoseconds
	 * @return the number that has been counted in the window, negative if this one has
	 * not
	 */
	abstract int tryCount(long now, int limit, long length);

	/**
	 * Return when more are allowed, as of the last call.
	 * @param length length of the window in nanoseconds
	 * @return the time in nanoseconds
	 */
	abstract long reset(long length);

	/**
	 * A window that begins with the first request after the end of the last one.
	 */
	static final class Fixed extends Window {

		private long begin;

		private int count;

		@Override
		int tryCount(long now, int limit, long length) {
			if (this.count == 0 || now - this.begin >= length) {
				this.begin = now;
				this.count = 0;
			}
			if (this.count >= limit) {
				return -this.count;
			}
			return ++this.count;
		}

		@Override
		long reset(long length) {
			return this.begin + length;
		}

	}

	/**
	 * The times of all requests in the window, in a ring that grows with their number.
	 */
	static final class Sliding extends Window {

		private static final int INITIAL = 4;

		private long[] times = new long[INITIAL];

		private int oldest;

		private int count;

		@Override
		int tryCount(long now, int limit, long length) {
			while (this.count > 0 && now - this.times[this.oldest] >= length) {
				this.oldest = (this.oldest + 1) % this.times.length;
				this.count--;
			}
			if (this.count >= limit) {
				return -this.count;
			}
			if (this.count == this.times.length) {
				grow(limit);
			}
			this.times[(this.oldest + this.count) % this.times.length] = now;
			return ++this.count;
		}

		private void grow(int limit) {
			long[] grown = Arrays.copyOf(this.times, Math.min(2 * this.count, Math.max(limit, this.count + 1)));
			System.arraycopy(this.times, this.oldest, grown, 0, this.count - this.oldest);
			System.arraycopy(this.times, 0, grown, this.count - this.oldest, this.oldest);
			this.times = grown;
			this.oldest = 0;
		}

		@Override
		long reset(long length) {
			return this.times[this.oldest] + length;
		}

	}

}
