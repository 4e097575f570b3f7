package dev.holdfast.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.reload.ReloadGate;
import dev.holdfast.reload.ReloadSettings;
import dev.holdfast.reload.ReloadStrategy;
import dev.holdfast.reload.RunningApplication;
import dev.holdfast.restart.Phase;
import dev.holdfast.restart.Restarts;

/**
 * Opens the gate when an application has started, since a generation that fails must not
 * take it away from the fix, and closes it when the application is closed for good.
 */
final class ReloadGateOpening implements ApplicationListener<SpringApplicationEvent>, DisposableBean {

	private static final Log logger = LogFactory.getLog(ReloadGateOpening.class);

	private final ObjectProvider<ReloadSettings> settings;

	private final ObjectProvider<ReloadStrategy> strategies;

	private final ObjectProvider<RunningApplication> application;

	private final ApplicationContext context;

	private volatile boolean opened;

	ReloadGateOpening(ObjectProvider<ReloadSettings> settings, ObjectProvider<ReloadStrategy> strategies,
			ObjectProvider<RunningApplication> application, ApplicationContext context) {
		this.settings = settings;
		this.strategies = strategies;
		this.application = application;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started && started.getApplicationContext() == this.context) {
			open(ReloadGate.get());
		}
		else if (event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == this.context) {
			ReloadGate.get().started();
		}
	}

	private void open(ReloadGate gate) {
		ReloadSettings present = this.settings.getIfAvailable();
		if (present == null) {
			gate.close();
		}
		else if (Restarts.control().isAgentActive()) {
			gate.close();
			logger.info("Holdfast leaves changed classes to the agent of JRebel or HotswapAgent");
		}
		else {
			this.opened = true;
			// What was generated ahead of time does not tell which code made a bean
			if (!AotDetector.useGeneratedArtifacts()) {
				this.application.ifAvailable(gate::redefineIn);
			}
			gate.open(present, this.strategies.orderedStream().toList(),
					(decision) -> this.context.publishEvent(new ReloadDecidedEvent(decision)));
		}
	}

	@Override
	public void destroy() {
		boolean forGood = Restarts.generations().current().phase() == Phase.LIVE;
		if (this.opened && forGood) {
			ReloadGate.get().close();
		}
	}

}
