package dev.holdfast.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeepAliveCheck}, and that the versions of this build need no warning.
 */
class KeepAliveCheckTests {

	private static final int CONNECTIONS = 1000;

	private static final List<String> PATTERN = List.of("/async", "/sync", "/async");

	@ParameterizedTest
	@CsvSource({ "1.3.6,4.2.16.Final", "1.3.7,4.2.17.Final", "1.3.7,4.2.18.Final", "1.3.8,4.2.9.Final",
			"1.3.8,4.2.17.Final" })
	void warnsOfVersionsThatLoseRequests(String reactorNetty, String netty) {
		assertThat(KeepAliveCheck.problem(reactorNetty, netty)).contains("reactor-netty#4361", "reactor-bom.version",
				"netty.version", reactorNetty);
	}

	@ParameterizedTest
	@CsvSource({ "1.3.5,4.2.17.Final", "1.3.8,4.2.18.Final", "1.3.8,4.2.20.Final", "1.3.9,4.2.30.Final", "," })
	void doesNotWarnOfOthers(String reactorNetty, String netty) {
		assertThat(KeepAliveCheck.problem(reactorNetty, netty)).isNull();
	}

	@Test
	void readsEveryRequestOfAKeepAliveConnection() throws Exception {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/sync", (request, response) -> response.sendString(Mono.just("sync")))
				.get("/async",
						(request, response) -> response
							.sendString(Mono.delay(Duration.ofMillis(1)).map((tick) -> "async"))))
			.bindNow();
		ExecutorService clients = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Integer>> connections = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				connections.add(() -> answers(server.port()));
			}
			int answers = 0;
			for (Future<Integer> connection : clients.invokeAll(connections)) {
				answers += connection.get();
			}
			assertThat(answers).isEqualTo(CONNECTIONS * PATTERN.size());
		}
		finally {
			clients.shutdownNow();
			server.disposeNow();
		}
	}

	private static int answers(int port) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			int answers = 0;
			for (String path : PATTERN) {
				String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
				socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
				answers += (readAnswer(socket.getInputStream()).contains("200 OK")) ? 1 : 0;
			}
			return answers;
		}
	}

	private static String readAnswer(InputStream input) throws IOException {
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().endsWith("sync") && !answer.toString().endsWith("0\r\n\r\n")) {
			int character = input.read();
			if (character < 0) {
				return answer.toString();
			}
			answer.append((char) character);
		}
		return answer.toString();
	}

}
