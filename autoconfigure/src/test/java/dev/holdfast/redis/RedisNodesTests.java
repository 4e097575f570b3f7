package dev.holdfast.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two JVMs that share what they have. One server is away for ten seconds, while others
 * have their turn.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisNodesTests {

	private static final Duration AWAY = Duration.ofSeconds(10);

	private static final int UPDATES = 12_500;

	@TempDir
	private static Path directory;

	private static RedisServer server;

	private static RedisServer interrupted;

	private static ForkedNode one;

	private static ForkedNode other;

	private static long stopped;

	@BeforeAll
	static void startServers() {
		server = RedisServer.start();
		interrupted = RedisServer.start(directory);
		one = ForkedNode.start(CountingNode.class, interrupted.port(), 0);
		other = ForkedNode.start(CountingNode.class, interrupted.port(), 0);
		begin(one, other);
		pass(Duration.ofSeconds(1));
		interrupted.stop();
		stopped = System.nanoTime();
	}

	@AfterAll
	static void stopServers() {
		Stream.of(one, other).forEach(ForkedNode::close);
		Stream.of(server, interrupted).forEach(RedisServer::close);
	}

	@Test
	@Order(1)
	void neverExceedTheLimitTogether() {
		try (ForkedNode one = ForkedNode.start(LimitedNode.class, server.port(), 50, 250, 2000);
				ForkedNode other = ForkedNode.start(LimitedNode.class, server.port(), 50, 250, 2000)) {
			begin(one, other);
			long[] times = Stream.of(one, other)
				.flatMap((node) -> Arrays.stream(node.results().get(0).split(" ")))
				.mapToLong(Long::parseLong)
				.sorted()
				.toArray();
			assertThat(times.length).isGreaterThan(200);
			for (int i = 50; i < times.length; i++) {
				assertThat(times[i] - times[i - 50]).isGreaterThanOrEqualTo(250_000);
			}
		}
	}

	@Test
	@Order(2)
	void loseNothingAcknowledgedWhileTheServerIsAway() {
		pass(AWAY.minusNanos(Math.min(AWAY.toNanos(), System.nanoTime() - stopped)));
		interrupted.resume();
		long resumed = System.currentTimeMillis();
		pass(Duration.ofSeconds(3));
		one.tell();
		other.tell();
		long acknowledged = 0;
		long failed = 0;
		for (long[] results : List.of(results(one), results(other))) {
			acknowledged += results[0];
			failed += results[1];
			assertThat(results[2]).as("longest update in ms").isLessThan(3000);
			assertThat(results[3] - resumed).as("recovered after ms").isBetween(-1000L, 2000L);
		}
		assertThat(acknowledged).isPositive();
		assertThat(failed).isPositive();
		assertThat(count(interrupted)).isBetween(acknowledged, acknowledged + failed);
	}

	@Test
	@Order(3)
	void countExactlyTogether() {
		try (ForkedNode one = ForkedNode.start(CountingNode.class, server.port(), UPDATES);
				ForkedNode other = ForkedNode.start(CountingNode.class, server.port(), UPDATES)) {
			begin(one, other);
			long[] results = results(one);
			long[] otherResults = results(other);
			assertThat(results[0] + otherResults[0]).isEqualTo(100_000);
			assertThat(results[1] + otherResults[1]).isZero();
			assertThat(count(server)).isEqualTo(100_000);
		}
	}

	private static void begin(ForkedNode... nodes) {
		Stream.of(nodes).forEach(ForkedNode::awaitReady);
		Stream.of(nodes).forEach(ForkedNode::tell);
	}

	private static long[] results(ForkedNode node) {
		return Arrays.stream(node.results().get(0).split(" ")).mapToLong(Long::parseLong).toArray();
	}

	private static long count(RedisServer server) {
		try (SharedNode node = new SharedNode(server)) {
			return node.state().define("count", Long.class, () -> -1L).get();
		}
	}

	private static void pass(Duration duration) {
		StepVerifier.create(Mono.delay(duration)).expectNextCount(1).expectComplete().verify(Duration.ofSeconds(20));
	}

}
