package dev.holdfast.request;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that become web sockets, on each server that Spring Boot has for reactive
 * applications.
 */
class RequestStateWebSocketsTests extends ServedRequests {

	@Test
	void sessionsHaveTheClientsOfTheirRequestUntilTheyAreClosed() {
		Received received = new Received();
		WebSocket socket = connect("/socket", received);
		for (int number = 1; number <= 30; number++) {
			send(socket, "message " + number);
		}
		received.await(30);
		assertThat(received.texts).hasSize(30).allSatisfy((text) -> assertThat(text).endsWith(": " + used()));
		assertOpen();
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
		awaitClosedOnce();
	}

	@Test
	void clientsAreClosedAfterTheOtherSideHasDisconnected() {
		Received received = new Received();
		WebSocket socket = connect("/socket", received);
		send(socket, "message");
		received.await(1);
		assertOpen();
		socket.abort();
		awaitClosedOnce();
	}

	@Test
	void clientsAreClosedWhenTheHandlerFails() {
		WebSocket socket = connect("/failing-socket", new Received());
		assertThat(client(name()).closings()).isZero();
		send(socket, "message");
		awaitClosedOnce(name());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Version: 99", "Sec-WebSocket-Key: ", "Upgrade: something" })
	void failedHandshakesCloseClients(String wrong) throws IOException {
		assertThat(RawHandshake.send(port(), "/socket", name(), wrong)).startsWith("HTTP/1.1 ").doesNotContain(" 101 ");
		awaitClosedOnce(name());
	}

	private WebSocket connect(String path, Received received) {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.header(ServedApplication.HEADER, name())
			.buildAsync(URI.create(url("ws") + path), received)
			.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
			.join();
	}

	private static void send(WebSocket socket, String text) {
		socket.sendText(text, true).orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/**
	 * What a client has received.
	 */
	private static final class Received implements WebSocket.Listener {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final StringBuilder part = new StringBuilder();

		void await(int number) {
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(this.texts).hasSize(number));
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.part.append(data);
			if (last) {
				this.texts.add(this.part.toString());
				this.part.setLength(0);
			}
			socket.request(1);
			return null;
		}

	}

}
