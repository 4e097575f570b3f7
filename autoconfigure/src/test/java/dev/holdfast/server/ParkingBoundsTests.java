package dev.holdfast.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

import dev.holdfast.access.AccessGate;
import dev.holdfast.restart.StartFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much clients can make the server hold, over real sockets. The row is that of
 * {@code security.md}.
 */
class ParkingBoundsTests {

	private static final String REQUEST = RawSocket.request("GET /a", "Host: localhost");

	private static final int LARGE = 64 * 1024 * 1024;

	private final AtomicInteger arrived = new AtomicInteger();

	private final ParkingLot lot = new ParkingLot(() -> true);

	private final ServerFixture server = new ServerFixture((exchange) -> {
		this.arrived.incrementAndGet();
		return this.lot.park(exchange.channel().eventLoop())
			.flatMap((attachment) -> attachment.serve(exchange, Mono.empty()))
			.onErrorResume(ParkingException.class,
					(ex) -> exchange.finish(Answers.unavailable(exchange.request(), ex, AccessGate.local())));
	});

	private final List<SocketChannel> clients = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (SocketChannel client : this.clients) {
			client.close();
		}
		this.server.close();
	}

	@Test
	void row15ParksNoMoreRequestsThanItMay() throws IOException {
		this.lot.limit(2, Duration.ofSeconds(30));
		park(REQUEST);
		park(REQUEST);
		for (int i = 0; i < 50; i++) {
			assertUnavailable(RawSocket.exchange(this.server.port(), REQUEST), "holdfast.server.max-parked");
		}
	}

	@Test
	void row15ParksNoRequestForLongerThanItMay() {
		this.lot.limit(2, Duration.ofMillis(50));
		assertUnavailable(RawSocket.exchange(this.server.port(), REQUEST), "holdfast.server.park-timeout");
	}

	@Test
	void row15HoldsNoBodies() throws IOException {
		this.lot.limit(2, Duration.ofSeconds(30));
		SocketChannel client = park("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + LARGE + "\r\n\r\n");
		client.configureBlocking(false);
		ByteBuffer body = ByteBuffer.allocate(LARGE);
		Awaitility.await("the client is asked for no more")
			.atMost(ServerFixture.LIMIT)
			.during(Duration.ofMillis(500))
			.until(() -> client.write(body) == 0);
		// What is in the buffers of both sockets
		assertThat(body.position()).isLessThan(LARGE / 2);
		HttpHandler counting = (request, response) -> DataBufferUtils.join(request.getBody())
			.doOnNext(DataBufferUtils::release)
			.then(response.setComplete());
		this.lot.open(ServerFixture.attachment(counting));
		Awaitility.await("the rest goes to the application").atMost(ServerFixture.LIMIT).until(() -> {
			client.write(body);
			return !body.hasRemaining();
		});
	}

	@Test
	void row15HoldsNobodyWhileAStartHasFailed() throws IOException {
		this.lot.limit(1000, Duration.ofSeconds(30));
		String page = RawSocket.request("GET /a", "Host: localhost", "Accept: text/html");
		SocketChannel parked = park(REQUEST);
		StartFailure failure = new StartFailure("x".repeat(10_000_000), "<".repeat(10_000_000), "&".repeat(10_000_000),
				null);
		this.lot.refuse(ParkingException.failed(2, failure));
		ByteBuffer answer = ByteBuffer.allocate(12);
		while (answer.hasRemaining() && parked.read(answer) >= 0) {
			assertThat(answer.position()).isPositive();
		}
		assertThat(new String(answer.array(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
		// Each text is cut, and no character becomes more than six
		assertThat(RawSocket.exchange(this.server.port(), REQUEST).length()).isBetween(250_000, 370_000);
		assertThat(RawSocket.exchange(this.server.port(), page).length()).isBetween(150_000, 370_000);
	}

	private SocketChannel park(String request) throws IOException {
		int before = this.arrived.get();
		SocketChannel client = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server.port()));
		this.clients.add(client);
		client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
		Awaitility.await("the request has arrived")
			.atMost(ServerFixture.LIMIT)
			.until(() -> this.arrived.get() > before);
		return client;
	}

	private static void assertUnavailable(String answer, String reason) {
		assertThat(answer).startsWith("HTTP/1.1 503").contains("retry-after: ", "\"status\":503", reason);
	}

}
