package dev.holdfast.server;

import java.util.function.Supplier;

import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;

import dev.holdfast.restart.Phase;

/**
 * The web server as one generation sees it: starting attaches, stopping detaches. Only
 * when the application itself ends, and not just this generation of it, does it stop the
 * surviving server.
 */
final class GenerationWebServer implements WebServer {

	private final SurvivingServers servers;

	private final SurvivingServer server;

	private final ServerSettings settings;

	private final ServerConfiguration configuration;

	private final Attachment attachment;

	private final Supplier<Serving> serving;

	GenerationWebServer(SurvivingServers servers, String name, ServerSettings settings,
			ServerConfiguration configuration, Attachment attachment, Supplier<Serving> serving) {
		this.servers = servers;
		this.server = servers.server(name);
		this.settings = settings;
		this.configuration = configuration;
		this.attachment = attachment;
		this.serving = serving;
	}

	@Override
	public void start() throws WebServerException {
		Serving next = this.serving.get();
		this.server.attach(this.configuration, this.attachment, this.settings, next,
				this.servers.generation().number());
	}

	@Override
	public void shutDownGracefully(GracefulShutdownCallback callback) {
		if (isForGood()) {
			this.server.shutDownGracefully(callback);
			return;
		}
		this.server.detach(this.attachment, this.settings.drainTimeout())
			.doFinally((signal) -> callback.shutdownComplete(GracefulShutdownResult.IDLE))
			.subscribe();
	}

	@Override
	public void stop() throws WebServerException {
		if (isForGood()) {
			this.server.stop();
		}
		else {
			this.server.detach(this.attachment, this.settings.drainTimeout()).subscribe();
		}
	}

	private boolean isForGood() {
		// Boot also stops the server of a context that fails to start
		return this.servers.generation().phase() == Phase.LIVE;
	}

	@Override
	public int getPort() {
		return this.server.getPort();
	}

}
