package dev.holdfast.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.util.ByteUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Listens to channels, each on a connection of its own, which ends with the listener. It
 * may have ended before, with its context; that is no failure then.
 */
final class RedisListener {

	private final ReactiveRedisConnectionFactory connectionFactory;

	private final Duration timeout;

	RedisListener(ReactiveRedisConnectionFactory connectionFactory, Duration timeout) {
		this.connectionFactory = connectionFactory;
		this.timeout = timeout;
	}

	Flux<byte[]> messages(String channel) {
		ByteBuffer name = ByteBuffer.wrap(channel.getBytes(StandardCharsets.UTF_8));
		return Flux
			.usingWhen(Mono.fromSupplier(this.connectionFactory::getReactiveConnection),
					(connection) -> subscriptions(connection, name), this::close)
			.publishOn(Schedulers.parallel());
	}

	private Flux<byte[]> subscriptions(ReactiveRedisConnection connection, ByteBuffer channel) {
		return Flux.usingWhen(connection.pubSubCommands().createSubscription(),
				(subscription) -> messages(subscription, channel), this::cancel);
	}

	private Flux<byte[]> messages(ReactiveSubscription subscription, ByteBuffer channel) {
		Flux<byte[]> messages = subscription.receive().map((message) -> ByteUtils.getBytes(message.getMessage()));
		Mono<byte[]> listening = subscription.subscribe(channel).timeout(this.timeout).thenReturn(new byte[0]);
		return messages.mergeWith(listening)
			.concatWith(Mono.error(() -> new IllegalStateException("The connection has been closed")));
	}

	private Mono<Void> cancel(ReactiveSubscription subscription) {
		return subscription.cancel().timeout(this.timeout).onErrorComplete();
	}

	private Mono<Void> close(ReactiveRedisConnection connection) {
		return connection.closeLater().timeout(this.timeout).onErrorComplete();
	}

}
