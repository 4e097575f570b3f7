package dev.holdfast.server;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@EnabledOnOs(OS.LINUX)
class PortSharingTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sharesAPortForAsLongAsItIsAllowed(boolean nativeTransport) throws Exception {
		LoopResources loops = LoopResources.create("test-sharing", 1, true);
		HttpServer server = HttpServer.create().host("127.0.0.1").runOn(loops, nativeTransport);
		DisposableServer first = server.port(0).bindNow(LIMIT);
		HttpServer samePort = server.port(first.port());
		try {
			assertRefused(samePort);
			PortSharing sharing = PortSharing.of(first.channel());
			assertRefused(sharing.join(samePort));
			assertThat(sharing.allow()).isTrue();
			assertRefused(samePort);
			DisposableServer second = sharing.join(samePort).bindNow(LIMIT);
			try {
				first.disposeNow(LIMIT);
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress("127.0.0.1", second.port()), 5000);
				}
				PortSharing.of(second.channel()).forbid();
				assertRefused(samePort);
			}
			finally {
				second.disposeNow(LIMIT);
			}
		}
		finally {
			first.disposeNow(LIMIT);
			loops.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		}
	}

	private void assertRefused(HttpServer server) {
		assertThatExceptionOfType(ChannelBindException.class).isThrownBy(() -> server.bindNow(LIMIT).disposeNow(LIMIT));
	}

}
