package dev.holdfast.autoconfigure;

import org.springframework.context.ApplicationListener;

import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.status.RestartHistory;

/**
 * Remembers what is decided about changed files.
 */
final class ReloadDecisionRecorder implements ApplicationListener<ReloadDecidedEvent> {

	private final RestartHistory history;

	ReloadDecisionRecorder(RestartHistory history) {
		this.history = history;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void onApplicationEvent(ReloadDecidedEvent event) {
		this.history.add(event.getDecision());
	}

}
