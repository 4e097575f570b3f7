package dev.holdfast.request;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/**
 * Turns automatic context propagation on for the tests of a class.
 */
final class AutomaticPropagation implements BeforeAllCallback, AfterAllCallback {

	private boolean before;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.before = Hooks.isAutomaticContextPropagationEnabled();
		Hooks.enableAutomaticContextPropagation();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (!this.before) {
			Hooks.disableAutomaticContextPropagation();
		}
	}

}
