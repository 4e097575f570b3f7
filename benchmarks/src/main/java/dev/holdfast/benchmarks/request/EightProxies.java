package dev.holdfast.benchmarks.request;

/**
 * A proxy of each of {@link EightCounters}, as one would write it by hand.
 */
public final class EightProxies {

	private EightProxies() {
	}

	/**
	 * Return a proxy of each type.
	 * @param slots the objects of the current request
	 * @return the proxies, in the order of the types
	 */
	public static Counter[] create(CounterSlots slots) {
		return new Counter[] { new FirstProxy(slots, 0), new SecondProxy(slots, 1), new ThirdProxy(slots, 2),
				new FourthProxy(slots, 3), new FifthProxy(slots, 4), new SixthProxy(slots, 5),
				new SeventhProxy(slots, 6), new EighthProxy(slots, 7) };
	}

	private static final class FirstProxy extends CounterProxy {

		FirstProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class SecondProxy extends CounterProxy {

		SecondProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class ThirdProxy extends CounterProxy {

		ThirdProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class FourthProxy extends CounterProxy {

		FourthProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class FifthProxy extends CounterProxy {

		FifthProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class SixthProxy extends CounterProxy {

		SixthProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class SeventhProxy extends CounterProxy {

		SeventhProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

	private static final class EighthProxy extends CounterProxy {

		EighthProxy(CounterSlots slots, int ordinal) {
			super(slots, ordinal);
		}

		@Override
		public int inc(int by) {
			return super.inc(by);
		}

	}

}
