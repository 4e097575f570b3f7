package dev.holdfast.redis;

import java.time.Duration;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Runs commands: each has a time limit, and fails at once while the server is known to be
 * away. What comes after it runs on Reactor's parallel scheduler, lest it holds up the
 * client's own threads.
 */
final class RedisCommands {

	private static final Duration SCAN_LIMIT = Duration.ofSeconds(30);

	private final Duration timeout;

	private final RedisOutage outage;

	private final RedisFailures failures;

	RedisCommands(RedisFailures failures, Duration timeout) {
		this.timeout = timeout;
		this.failures = failures;
		this.outage = new RedisOutage(failures.address(), timeout);
	}

	<T> Flux<T> run(Supplier<Flux<T>> command) {
		return run(command, this.timeout, RedisFailures.limit(this.timeout) + " (holdfast.redis.timeout)");
	}

	/**
	 * Run a command that takes many steps, each of which brings something or nothing.
	 * @param <T> the type of the results
	 * @param command runs it
	 * @return the results
	 */
	<T> Flux<T> scan(Supplier<Flux<T>> command) {
		return run(command, SCAN_LIMIT, RedisFailures.limit(SCAN_LIMIT));
	}

	private <T> Flux<T> run(Supplier<Flux<T>> command, Duration limit, String limitText) {
		Flux<T> guarded = Flux.defer(() -> {
			RedisUnavailableException refusal = this.outage.refusal();
			if (refusal != null) {
				return Flux.error(refusal);
			}
			long begin = System.nanoTime();
			return Flux.defer(command)
				.timeout(limit)
				.doOnNext((result) -> this.outage.answered())
				.doOnComplete(this.outage::answered)
				.onErrorMap((failure) -> failed(failure, begin, limitText));
		});
		return guarded.publishOn(Schedulers.parallel());
	}

	private Throwable failed(Throwable failure, long begin, String limitText) {
		Throwable translated = this.failures.translate(failure, limitText);
		if (RedisFailures.refusal(failure) != null) {
			this.outage.answered();
		}
		else if (translated instanceof RedisUnavailableException unavailable) {
			this.outage.failed(unavailable, begin);
		}
		return translated;
	}

}
