package dev.holdfast.test.app;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * A listener that tells, in a system property of its own name, which class loader was
 * retired, if it has been loaded by that one.
 */
public class AppRetirementListener implements RetirementListener {

	@Override
	public void onRetirement(Retirement retirement) {
		ClassLoader loader = getClass().getClassLoader();
		if (loader == retirement.retiredLoader()) {
			System.setProperty(AppRetirementListener.class.getName(), loader.toString());
		}
	}

}
