package dev.holdfast.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.util.Assert;
import reactor.netty.http.server.HttpServer;

import dev.holdfast.access.AccessToken;

/**
 * Boot's factory for Reactor Netty, customized as ever, whose web servers are those of
 * the {@link SurvivingServers}.
 * <p>
 * Boot also instantiates this class for a separate management port, in a child context.
 *
 * @since 0.1.0
 */
public final class SurvivingReactiveWebServerFactory extends NettyReactiveWebServerFactory
		implements ApplicationContextAware {

	private static final Log logger = LogFactory.getLog(SurvivingReactiveWebServerFactory.class);

	private final List<NettyRouteProvider> routeProviders = new ArrayList<>();

	private final SurvivingServers servers;

	private final ServerSettings settings;

	private final ObjectProvider<ServerEndpoint> endpoints;

	private final AccessToken token;

	private @Nullable Duration lifecycleTimeout;

	private boolean useForwardHeaders;

	private @Nullable ApplicationContext applicationContext;

	/**
	 * Create a factory.
	 * @param servers the surviving servers
	 * @param settings bounds of what they do during a restart
	 * @param endpoints what is served beside the application
	 * @param token what a request to these has to name to change something
	 */
	public SurvivingReactiveWebServerFactory(SurvivingServers servers, ServerSettings settings,
			ObjectProvider<ServerEndpoint> endpoints, AccessToken token) {
		this.servers = servers;
		this.settings = settings;
		this.endpoints = endpoints;
		this.token = token;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public void addRouteProviders(NettyRouteProvider... routeProviders) {
		super.addRouteProviders(routeProviders);
		this.routeProviders.addAll(Arrays.asList(routeProviders));
	}

	@Override
	public void setUseForwardHeaders(boolean useForwardHeaders) {
		super.setUseForwardHeaders(useForwardHeaders);
		this.useForwardHeaders = useForwardHeaders;
	}

	@Override
	public void setLifecycleTimeout(@Nullable Duration lifecycleTimeout) {
		super.setLifecycleTimeout(lifecycleTimeout);
		this.lifecycleTimeout = lifecycleTimeout;
	}

	@Override
	public WebServer getWebServer(HttpHandler httpHandler) {
		if (this.servers.generation().number() == 0 || this.servers.server(serverName()).isAttached()) {
			logger.info("The surviving server steps aside: this is not the first web application of the JVM, "
					+ "or not one that DevTools restarts");
			return super.getWebServer(httpHandler);
		}
		String fingerprint = fingerprint();
		HttpServer httpServer = configuredServer(httpHandler);
		ServerConfiguration configuration = new ServerConfiguration(httpServer, addressOf(httpServer), getShutdown(),
				this.lifecycleTimeout, fingerprint);
		Attachment attachment = new Attachment(GenerationHandler.of(httpHandler, this.routeProviders));
		return new GenerationWebServer(this.servers, serverName(), this.settings, configuration, attachment,
				this::serving);
	}

	private Serving serving() {
		List<ServerEndpoint> served = serverName().equals(SurvivingServers.MAIN)
				? this.endpoints.orderedStream().toList() : List.of();
		return Serving.of(served, this.settings.access(), this.token);
	}

	private HttpServer configuredServer(HttpHandler httpHandler) {
		// Boot applies all settings in a private method: its last customizer sees the
		// result
		List<HttpServer> configured = new ArrayList<>();
		NettyServerCustomizer capture = (httpServer) -> {
			configured.add(httpServer);
			return httpServer;
		};
		addServerCustomizers(capture);
		super.getWebServer(httpHandler);
		getServerCustomizers().remove(capture);
		return configured.get(0);
	}

	private SocketAddress addressOf(HttpServer httpServer) {
		// Resolved now, as a supplier that is asked later would keep this factory
		Supplier<? extends SocketAddress> address = httpServer.configuration().bindAddress();
		return (address != null) ? address.get() : new InetSocketAddress(getPort());
	}

	private @Nullable String fingerprint() {
		for (NettyServerCustomizer customizer : getServerCustomizers()) {
			if (!ConfigurationFingerprint.isComparable(customizer)) {
				logger.debug("The port is bound anew in each generation, as " + customizer.getClass().getName()
						+ " customizes it");
				return null;
			}
		}
		Ssl ssl = getSsl();
		boolean secure = ssl != null && ssl.isEnabled();
		if (ssl != null && secure && isReloading(ssl)) {
			logger.debug("The port is bound anew in each generation, as its SSL bundle is reloaded on update");
			return null;
		}
		return new ConfigurationFingerprint().add(environment())
			.add(getServerCustomizers())
			.add(getAddress() + ":" + getPort())
			.add(getShutdown() + " " + this.lifecycleTimeout + " " + this.useForwardHeaders)
			.add(getCompression())
			.add(getHttp2())
			.add(secure ? ssl : null)
			.add(secure ? getSslBundle() : null)
			.add(secure ? getServerNameSslBundles() : Map.of())
			.asText();
	}

	private boolean isReloading(Ssl ssl) {
		return isReloading(ssl.getBundle())
				|| ssl.getServerNameBundles().stream().anyMatch((named) -> isReloading(named.bundle()));
	}

	private boolean isReloading(@Nullable String bundle) {
		return bundle != null && List.of("jks", "pem")
			.stream()
			.anyMatch((type) -> environment()
				.getProperty("spring.ssl.bundle.%s.%s.reload-on-update".formatted(type, bundle), Boolean.class, false));
	}

	private Environment environment() {
		return context().getEnvironment();
	}

	private String serverName() {
		String namespace = (context() instanceof WebServerApplicationContext webContext)
				? webContext.getServerNamespace() : null;
		return (namespace != null) ? namespace : SurvivingServers.MAIN;
	}

	private ApplicationContext context() {
		ApplicationContext context = this.applicationContext;
		Assert.state(context != null, "The factory must be a bean of an application context");
		return context;
	}

}
