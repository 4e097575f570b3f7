package dev.holdfast.reload;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

import dev.holdfast.restart.Restarts;

/**
 * Lets the gate look at the files before a generation loads its classes, since what
 * changes later is newer than those. Comes after the listener that counts generations.
 */
final class StartScan implements ApplicationListener<ApplicationStartingEvent>, Ordered {

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 12;
	}

	@Override
	public void onApplicationEvent(ApplicationStartingEvent event) {
		if (Restarts.areActive()) {
			ReloadGate.get().starting(Restarts.generations().current().number());
		}
	}

}
