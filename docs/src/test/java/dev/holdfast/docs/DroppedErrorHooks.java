package dev.holdfast.docs;

import reactor.core.publisher.Hooks;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

// tag::retirement-listener[]
public class DroppedErrorHooks implements RetirementListener {

	@Override
	public void onRetirement(Retirement retirement) {
		Hooks.resetOnErrorDropped();
	}

}
// end::retirement-listener[]
