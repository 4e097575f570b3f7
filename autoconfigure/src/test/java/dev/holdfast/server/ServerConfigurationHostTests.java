package dev.holdfast.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Shutdown;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class ServerConfigurationHostTests {

	@Test
	void keepsAHostThatIsNotResolvedYet() {
		SocketAddress address = HttpServer.create().host("localhost").configuration().bindAddress().get();
		ServerConfiguration configuration = new ServerConfiguration(HttpServer.create(), address, Shutdown.IMMEDIATE,
				null, null);
		InetSocketAddress moved = (InetSocketAddress) configuration.onPort(8081).address();
		assertThat(moved.getHostString()).isEqualTo("localhost");
		assertThat(moved.getPort()).isEqualTo(8081);
	}

}
