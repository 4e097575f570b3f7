package dev.holdfast.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Tells where a server is.
 */
final class RedisAddress {

	private RedisAddress() {
	}

	static String of(ReactiveRedisConnectionFactory factory) {
		if (!(factory instanceof LettuceConnectionFactory connectionFactory)) {
			return "where " + factory.getClass().getName() + " connects to";
		}
		RedisClusterConfiguration cluster = connectionFactory.getClusterConfiguration();
		if (cluster != null) {
			return "the cluster of " + text(cluster.getClusterNodes());
		}
		RedisSocketConfiguration socket = connectionFactory.getSocketConfiguration();
		if (socket != null) {
			return socket.getSocket();
		}
		RedisSentinelConfiguration sentinel = connectionFactory.getSentinelConfiguration();
		if (sentinel != null) {
			return "the sentinels " + text(sentinel.getSentinels());
		}
		return connectionFactory.getHostName() + ":" + connectionFactory.getPort();
	}

	private static String text(Set<RedisNode> nodes) {
		return nodes.stream().map(RedisNode::asString).sorted().collect(Collectors.joining(", "));
	}

}
