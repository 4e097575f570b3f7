package dev.holdfast.request;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.JettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;

import dev.holdfast.autoconfigure.RequestStateAutoConfiguration;

/**
 * The servers that Spring Boot has for reactive applications, set up by its own
 * auto-configuration.
 */
enum ReactiveServer {

	REACTOR_NETTY(NettyReactiveWebServerAutoConfiguration.class, ReactorNettyRequestUpgradeStrategy::new),

	TOMCAT(TomcatReactiveWebServerAutoConfiguration.class, StandardWebSocketUpgradeStrategy::new),

	JETTY(JettyReactiveWebServerAutoConfiguration.class, JettyRequestUpgradeStrategy::new);

	private final Class<?> autoConfiguration;

	private final Supplier<RequestUpgradeStrategy> upgrade;

	ReactiveServer(Class<?> autoConfiguration, Supplier<RequestUpgradeStrategy> upgrade) {
		this.autoConfiguration = autoConfiguration;
		this.upgrade = upgrade;
	}

	/**
	 * Start an application on this server, at any port.
	 * @param configurations the application
	 * @return its context, to be closed
	 */
	AnnotationConfigReactiveWebServerApplicationContext start(Class<?>... configurations) {
		AnnotationConfigReactiveWebServerApplicationContext context = new AnnotationConfigReactiveWebServerApplicationContext();
		TestPropertyValues.of("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate")
			.applyTo(context);
		// All servers are on the class path, and Spring would choose by that
		context.registerBean("webSockets", WebFluxConfigurer.class, () -> webSockets(this.upgrade.get()));
		AutoConfigurations autoConfigurations = AutoConfigurations.of(this.autoConfiguration,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
				RequestStateAutoConfiguration.class);
		context.register(Stream.of(List.of(configurations), List.of(Configurations.getClasses(autoConfigurations)))
			.flatMap(List::stream)
			.toArray(Class<?>[]::new));
		context.refresh();
		return context;
	}

	private static WebFluxConfigurer webSockets(RequestUpgradeStrategy upgrade) {
		return new WebFluxConfigurer() {

			@Override
			public HandshakeWebSocketService getWebSocketService() {
				return new HandshakeWebSocketService(upgrade);
			}

		};
	}

}
