package dev.holdfast.state;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One change of a cell that waits for its storage.
 *
 * @param <T> the type of the value
 */
final class SharedWrite<T> {

	private final Sinks.One<T> result = Sinks.one();

	private final UnaryOperator<T> change;

	private final long begin = System.nanoTime();

	private @Nullable T value;

	SharedWrite(UnaryOperator<T> change) {
		this.change = change;
	}

	/**
	 * Compute the new value.
	 * @param current the value so far
	 * @param use checks the new one
	 * @return whether there is a new value
	 */
	boolean apply(T current, CellUse<T> use) {
		try {
			this.value = use.checked(this.change.apply(current));
			return true;
		}
		catch (RuntimeException | Error ex) {
			fail(ex);
			return false;
		}
	}

	T value() {
		T value = this.value;
		if (value == null) {
			throw new IllegalStateException("The change has not been applied");
		}
		return value;
	}

	boolean isOlderThan(Duration age) {
		return System.nanoTime() - this.begin > age.toNanos();
	}

	void succeed() {
		this.result.tryEmitValue(value());
	}

	void fail(Throwable failure) {
		this.result.tryEmitError(failure);
	}

	// Whoever waits for it must not hold up the next write
	Mono<T> result() {
		return this.result.asMono().publishOn(Schedulers.parallel());
	}

}
