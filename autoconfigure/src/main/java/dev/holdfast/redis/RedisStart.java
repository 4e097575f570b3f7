package dev.holdfast.redis;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import reactor.core.Exceptions;

import dev.holdfast.restart.Restarts;

/**
 * Opens the connection that all commands share, so that nobody waits for it later on. The
 * client allows itself a minute to be greeted by a server that is silent; so it does that
 * on a thread of its own, whose context class loader, which the client's threads inherit,
 * is that of no generation.
 */
final class RedisStart {

	private final ReactiveRedisConnectionFactory connectionFactory;

	private final RedisFailures failures;

	private final Duration limit;

	RedisStart(ReactiveRedisConnectionFactory connectionFactory, RedisFailures failures, Duration limit) {
		this.connectionFactory = connectionFactory;
		this.failures = failures;
		this.limit = limit;
	}

	void connect() {
		FutureTask<Boolean> connecting = new FutureTask<>(this::isConnected);
		Restarts.startBaseThread("holdfast-redis-start", true, connecting);
		try {
			connecting.get(this.limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (TimeoutException ex) {
			connecting.cancel(true);
			throw failed(ex);
		}
		catch (InterruptedException ex) {
			connecting.cancel(true);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + this.failures.address(), ex);
		}
	}

	private boolean isConnected() {
		try {
			return isConnectedAtOnce();
		}
		catch (RedisConnectionFailureException ex) {
			if (RedisFailures.refusal(ex) != null) {
				throw ex;
			}
			// Lettuce sometimes tells of the end of the connection, and not of why it was
			// refused
			return isConnectedAtOnce();
		}
	}

	private boolean isConnectedAtOnce() {
		this.connectionFactory.getReactiveConnection().close();
		return true;
	}

	private RuntimeException failed(Throwable failure) {
		return Exceptions.propagate(this.failures.translate(failure, RedisFailures.limit(this.limit)));
	}

}
