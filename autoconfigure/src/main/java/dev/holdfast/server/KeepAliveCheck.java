package dev.holdfast.server;

import io.netty.util.Version;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;

/**
 * Warns of versions of Reactor Netty and Netty that lose requests, which looks like a
 * restart that hangs. Names the cure, as Spring Boot itself may bring these versions.
 */
final class KeepAliveCheck {

	private static final Log logger = LogFactory.getLog(KeepAliveCheck.class);

	private static final String CURE = "With spring-boot-starter-parent, set the properties "
			+ "reactor-bom.version=2025.0.8 and netty.version=4.2.18.Final; with imported BOMs, import reactor-bom "
			+ "and netty-bom of these versions before spring-boot-dependencies";

	private KeepAliveCheck() {
	}

	/**
	 * Log a warning if there is reason to.
	 */
	static void warn() {
		Version netty = Version.identify().get("netty-common");
		String problem = problem(HttpServer.class.getPackage().getImplementationVersion(),
				(netty != null) ? netty.artifactVersion() : null);
		if (problem != null) {
			logger.warn(problem);
		}
	}

	static @Nullable String problem(@Nullable String reactorNetty, @Nullable String netty) {
		if ("1.3.6".equals(reactorNetty) || "1.3.7".equals(reactorNetty)) {
			return "Reactor Netty " + reactorNetty + " now and then never reads the next request of a keep-alive "
					+ "connection, which then hangs (reactor-netty#4361). " + CURE;
		}
		if ("1.3.8".equals(reactorNetty) && netty != null && netty.matches("4\\.2\\.(\\d|1[0-7])\\.Final")) {
			return "Reactor Netty 1.3.8 cannot answer requests on Netty " + netty + " (reactor-netty#4361). " + CURE;
		}
		return null;
	}

}
