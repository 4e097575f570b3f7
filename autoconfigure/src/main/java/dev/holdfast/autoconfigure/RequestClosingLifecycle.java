package dev.holdfast.autoconfigure;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.holdfast.request.RequestScopes;

/**
 * Lets values of the last requests be closed before the application closes what they may
 * need for that, such as pools.
 */
final class RequestClosingLifecycle implements SmartLifecycle {

	private static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

	private final RequestScopes scopes;

	private volatile boolean running;

	RequestClosingLifecycle(RequestScopes scopes) {
		this.scopes = scopes;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.scopes.whenClosed().doFinally((signal) -> callback.run()).subscribe();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
