package dev.holdfast.test.app;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * A thread local of Netty of an app type, whose values are of a base type.
 */
public class AppLocal extends FastThreadLocal<String> {

	@Override
	protected String initialValue() {
		return "value";
	}

	@Override
	protected void onRemoval(String value) {
		throw new IllegalStateException("Not in any state to remove " + value);
	}

}
