package dev.holdfast.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class RedisStartTests {

	@Test
	void doesNotWaitForAServerThatIsSilent() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", silent.getLocalPort());
			connections.afterPropertiesSet();
			connections.start();
			RedisStart start = new RedisStart(connections, new RedisFailures("Redis at nowhere"),
					Duration.ofMillis(300));
			assertThatExceptionOfType(RedisUnavailableException.class).isThrownBy(start::connect)
				.withMessageContaining("Redis at nowhere did not answer within 300 ms.");
			connections.destroy();
		}
	}

}
