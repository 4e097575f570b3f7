package dev.holdfast.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.util.ByteUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Listens to channels, each on a connection of its own, which ends with the listener. It
 * may have ended before, with its context; that is no failure then. It tries again for
 * ever, and tells once that it cannot.
 */
final class RedisListener {

	private static final Log logger = LogFactory.getLog(RedisListener.class);

	private static final Duration FIRST_RETRY = Duration.ofMillis(200);

	private static final Duration LAST_RETRY = Duration.ofSeconds(2);

	private final ReactiveRedisConnectionFactory connectionFactory;

	private final RedisFailures failures;

	private final Duration timeout;

	RedisListener(ReactiveRedisConnectionFactory connectionFactory, RedisFailures failures, Duration timeout) {
		this.connectionFactory = connectionFactory;
		this.failures = failures;
		this.timeout = timeout;
	}

	Flux<byte[]> messages(String channel) {
		ByteBuffer name = ByteBuffer.wrap(channel.getBytes(StandardCharsets.UTF_8));
		Flux<byte[]> messages = Flux.usingWhen(Mono.fromSupplier(this.connectionFactory::getReactiveConnection),
				(connection) -> subscriptions(connection, name), this::close);
		return Flux.defer(() -> {
			AtomicBoolean deaf = new AtomicBoolean();
			return messages.doOnNext((message) -> hears(channel, deaf))
				.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
					.maxBackoff(LAST_RETRY)
					.transientErrors(true)
					.doBeforeRetry((signal) -> fails(channel, deaf, signal)));
		}).publishOn(Schedulers.parallel());
	}

	private void hears(String channel, AtomicBoolean deaf) {
		if (deaf.compareAndSet(true, false)) {
			logger.info("Changes by other nodes are seen again: " + this.failures.address() + " sends what is on '"
					+ channel + "'");
		}
	}

	// The first failure may be that the context closes
	private void fails(String channel, AtomicBoolean deaf, Retry.RetrySignal signal) {
		if (signal.totalRetriesInARow() > 0 && !RedisFailures.isStopped(signal.failure())
				&& deaf.compareAndSet(false, true)) {
			Throwable failure = this.failures.translate(signal.failure(), RedisFailures.limit(this.timeout));
			logger.warn("Changes by other nodes are not seen until they are written to here: the channel '" + channel
					+ "' cannot be listened to. " + failure.getMessage(), failure);
		}
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
