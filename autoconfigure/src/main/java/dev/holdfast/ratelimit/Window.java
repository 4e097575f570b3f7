package dev.holdfast.ratelimit;

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
	 * @param limit number that is allowed
	 * @param length length of the window in nanoseconds
	 * @return the time in nanoseconds
	 */
	abstract long reset(int limit, long length);

	/**
	 * Return how much memory this takes, in units of an identifier. To be read without
	 * the monitor, too.
	 * @return the weight
	 */
	abstract int weight();

	static int weight(RateLimit rateLimit) {
		return (rateLimit.algorithm() == RateLimit.Algorithm.SLIDING) ? Sliding.weight(rateLimit.limit()) : 1;
	}

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
		long reset(int limit, long length) {
			return this.begin + length;
		}

		@Override
		int weight() {
			return 1;
		}

	}

	/**
	 * The times of all requests in the window, in a ring that grows and shrinks with
	 * their number.
	 */
	static final class Sliding extends Window {

		private static final int INITIAL = 4;

		// As many bytes as an identifier takes without any
		private static final int TIMES_PER_WEIGHT = 32;

		private long[] times = new long[INITIAL];

		private int oldest;

		private int count;

		private volatile int weight = 1;

		static int weight(int limit) {
			return 1 + limit / TIMES_PER_WEIGHT;
		}

		@Override
		int tryCount(long now, int limit, long length) {
			while (this.count > 0 && now - this.times[this.oldest] >= length) {
				this.oldest = (this.oldest + 1) % this.times.length;
				this.count--;
			}
			if (this.count < this.times.length / 4 && this.times.length > INITIAL) {
				resize(Math.max(2 * this.count, INITIAL));
			}
			if (this.count >= limit) {
				return -this.count;
			}
			if (this.count == this.times.length) {
				resize(Math.min(2 * this.count, Math.max(limit, this.count + 1)));
			}
			this.times[(this.oldest + this.count) % this.times.length] = now;
			return ++this.count;
		}

		private void resize(int capacity) {
			long[] resized = new long[capacity];
			int first = Math.min(this.count, this.times.length - this.oldest);
			System.arraycopy(this.times, this.oldest, resized, 0, first);
			System.arraycopy(this.times, 0, resized, first, this.count - first);
			this.times = resized;
			this.oldest = 0;
			this.weight = weight(capacity);
		}

		// After the limit has been lowered, more than the oldest have to leave
		@Override
		long reset(int limit, long length) {
			int leaving = Math.max(0, this.count - limit);
			return this.times[(this.oldest + leaving) % this.times.length] + length;
		}

		@Override
		int weight() {
			return this.weight;
		}

	}

}
