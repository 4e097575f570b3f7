package dev.holdfast.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.unix.DomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Shutdown;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class ServerConfigurationTests {

	@Test
	void servesWhatHasTheSameFingerprint() {
		SocketAddress address = new InetSocketAddress(8080);
		assertThat(configuration(address, "a").serves(configuration(address, "a"))).isTrue();
		assertThat(configuration(address, "a").serves(configuration(address, "b"))).isFalse();
		assertThat(configuration(address, "a").serves(configuration(address, null))).isFalse();
		assertThat(configuration(address, null).serves(configuration(address, null))).isFalse();
	}

	@Test
	void changesThePortAlone() {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		ServerConfiguration configuration = configuration(address, "a");
		ServerConfiguration moved = configuration.onPort(8081);
		assertThat(moved.port()).isEqualTo(8081);
		assertThat(moved.address()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8081));
		assertThat(moved.httpServer()).isSameAs(configuration.httpServer());
		assertThat(moved.serves(configuration)).isTrue();
	}

	@Test
	void hasNoPortOnADomainSocket() {
		ServerConfiguration configuration = configuration(new DomainSocketAddress("/tmp/socket"), "a");
		assertThat(configuration.port()).isEqualTo(-1);
		assertThat(configuration.onPort(8081)).isSameAs(configuration);
	}

	private ServerConfiguration configuration(SocketAddress address, String fingerprint) {
		return new ServerConfiguration(HttpServer.create(), address, Shutdown.IMMEDIATE, null, fingerprint);
	}

}
