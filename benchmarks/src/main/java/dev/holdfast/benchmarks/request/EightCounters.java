package dev.holdfast.benchmarks.request;

import java.util.List;
import java.util.function.Supplier;

/**
 * Eight types, more than a call site remembers.
 */
public final class EightCounters {

	private EightCounters() {
	}

	/**
	 * Return the types.
	 * @return the types
	 */
	public static List<Class<? extends Counter>> types() {
		return List.of(First.class, Second.class, Third.class, Fourth.class, Fifth.class, Sixth.class, Seventh.class,
				Eighth.class);
	}

	/**
	 * Return what makes an object of each type.
	 * @return the constructors, in the order of the types
	 */
	public static List<Supplier<Counter>> constructors() {
		return List.of(First::new, Second::new, Third::new, Fourth::new, Fifth::new, Sixth::new, Seventh::new,
				Eighth::new);
	}

	/**
	 * One of the types.
	 */
	public static class First extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Second extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Third extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Fourth extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Fifth extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Sixth extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Seventh extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

	/**
	 * One of the types.
	 */
	public static class Eighth extends Counter {

		private int value;

		@Override
		public int inc(int by) {
			this.value += by;
			return this.value;
		}

	}

}
