package dev.holdfast.redis;

import java.time.Duration;

import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;

/**
 * A node's access to a server.
 */
public final class RedisFixture implements AutoCloseable {

	private final ClientResources resources = DefaultClientResources.builder()
		.reconnectDelay(Delay.constant(Duration.ofMillis(100)))
		.build();

	private final LettuceConnectionFactory connections;

	private final RedisAccess access;

	/**
	 * Connect a node.
	 * @param port the port of the server
	 * @param timeout how long a command may take
	 */
	public RedisFixture(int port, Duration timeout) {
		this(port, timeout, "test:");
	}

	RedisFixture(int port, Duration timeout, String keyPrefix) {
		this.connections = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port),
				LettuceClientConfiguration.builder().clientResources(this.resources).build());
		this.connections.afterPropertiesSet();
		this.connections.start();
		this.access = new RedisAccess(this.connections, "127.0.0.1:" + port, keyPrefix, timeout);
	}

	/**
	 * Connect a node.
	 * @param server the server
	 */
	public RedisFixture(RedisServer server) {
		this(server.port(), Duration.ofSeconds(1));
	}

	/**
	 * Return the access.
	 * @return the access
	 */
	public RedisAccess access() {
		return this.access;
	}

	Flux<?> reconnections() {
		return this.resources.eventBus().get().ofType(ConnectionActivatedEvent.class);
	}

	@Override
	public void close() {
		this.connections.destroy();
		this.resources.shutdown();
	}

}
