package dev.holdfast.retry;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAttemptsTests {

	private final AtomicLong clock = new AtomicLong(1000);

	private final RetryAttempts attempts = new RetryAttempts(1000, Duration.ofSeconds(30), this.clock::get);

	private final ServerHttpRequest request = request("agent", "/a");

	@Test
	void countsWhoComesBack() {
		for (int attempt = 1; attempt <= 5; attempt++) {
			assertThat(failNow(this.request)).isEqualTo(attempt);
			release(this.request, attempt);
		}
	}

	@Test
	void takesRequestsThatFailTogetherForOneAttempt() {
		long together = this.clock.incrementAndGet();
		for (int i = 0; i < 10; i++) {
			assertThat(this.attempts.next(1, this.request, together)).isEqualTo(1);
			release(this.request, 1);
		}
		assertThat(failNow(this.request)).isEqualTo(2);
	}

	@Test
	void goesOnCountingWhileOthersAreReleasedMeanwhile() {
		failNow(this.request);
		release(this.request, 1);
		long back = this.clock.incrementAndGet();
		// Another one of the first attempt is slower
		release(this.request, 1);
		assertThat(this.attempts.next(1, this.request, back)).isEqualTo(2);
	}

	@Test
	void tellsClientsMethodsPathsAndGenerationsApart() {
		failNow(this.request);
		release(this.request, 1);
		assertThat(failNow(this.request)).isEqualTo(2);
		assertThat(failNow(request("other", "/a"))).isEqualTo(1);
		assertThat(failNow(request("agent", "/b"))).isEqualTo(1);
		assertThat(failNow(MockServerHttpRequest.post("/a").header("User-Agent", "agent").build())).isEqualTo(1);
		assertThat(this.attempts.next(2, this.request, this.clock.incrementAndGet())).isEqualTo(1);
	}

	@Test
	void beginsAnewAfterAWhile() {
		failNow(this.request);
		release(this.request, 1);
		this.clock.addAndGet(Duration.ofSeconds(31).toNanos());
		assertThat(failNow(this.request)).isEqualTo(1);
		assertThat(this.attempts.size()).isZero();
	}

	@Test
	void countsWhoComesBackAtOnceButTakesLong() {
		failNow(this.request);
		release(this.request, 1);
		long back = this.clock.incrementAndGet();
		this.clock.addAndGet(Duration.ofMinutes(5).toNanos());
		assertThat(this.attempts.next(1, this.request, back)).isEqualTo(2);
	}

	@Test
	void isBoundedWhateverClientsThereAre() {
		for (int client = 0; client < 10_000; client++) {
			ServerHttpRequest other = request("agent " + client, "/a");
			failNow(other);
			release(other, 1);
		}
		assertThat(this.attempts.size()).isEqualTo(1000);
		assertThat(failNow(request("agent 9999", "/a"))).isEqualTo(2);
		assertThat(failNow(request("agent 0", "/a"))).isEqualTo(1);
	}

	@Test
	void takesLongPathsByTheirBeginning() {
		ServerHttpRequest first = request("agent", "/" + "a".repeat(600) + "1");
		failNow(first);
		release(first, 1);
		assertThat(failNow(request("agent", "/" + "a".repeat(600) + "2"))).isEqualTo(2);
	}

	@Test
	void needsNoAddress() {
		ServerHttpRequest unresolved = MockServerHttpRequest.get("/a")
			.remoteAddress(InetSocketAddress.createUnresolved("nowhere.test", 1))
			.build();
		assertThat(failNow(unresolved)).isEqualTo(1);
	}

	@Test
	void tellsClientsBehindAProxyApart() {
		ServerHttpRequest first = forwarded("192.0.2.1");
		failNow(first);
		release(first, 1);
		assertThat(failNow(first)).isEqualTo(2);
		assertThat(failNow(forwarded("192.0.2.2"))).isEqualTo(1);
	}

	@Test
	void neverLetsAClientComeBackForEverUnderContention() throws Exception {
		RetryAttempts contended = new RetryAttempts(10, Duration.ofSeconds(30), System::nanoTime);
		assertThat(Race.run(8, () -> {
			int redirects = 0;
			while (true) {
				int attempt = contended.next(1, this.request, contended.now());
				if (attempt > 3) {
					return redirects;
				}
				contended.released(1, this.request, attempt);
				redirects++;
			}
		})).allMatch((redirects) -> redirects <= 3);
	}

	private int failNow(ServerHttpRequest failed) {
		return this.attempts.next(1, failed, this.clock.incrementAndGet());
	}

	private void release(ServerHttpRequest failed, int attempt) {
		this.clock.incrementAndGet();
		this.attempts.released(1, failed, attempt);
	}

	// As ForwardedHeaderTransformer makes them
	private static ServerHttpRequest forwarded(String address) {
		return MockServerHttpRequest.get("/a").remoteAddress(InetSocketAddress.createUnresolved(address, 1)).build();
	}

	private static ServerHttpRequest request(String agent, String path) {
		return MockServerHttpRequest.get(path).header("User-Agent", agent).build();
	}

}
