package dev.holdfast.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import dev.holdfast.state.StaleStateException;

/**
 * A value that is being computed, in its place in the cache.
 * <p>
 * Those who wait do so for the {@code outcome}, as the future in the cache is merely
 * cancelled if there is no value: Caffeine would log any other failure, with its
 * exception. The number of those who wait never leaves zero once it has come there: then
 * the computation is given up, and who comes later begins another.
 */
final class Loading extends CompletableFuture<Object> {

	private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

	private final AtomicInteger waiting = new AtomicInteger(1);

	private final Disposable.Swap source = Disposables.swap();

	private final AtomicBoolean begun = new AtomicBoolean();

	private volatile @Nullable Thread thread;

	private final Consumer<Runnable> guard;

	Loading(Consumer<Runnable> guard) {
		this.guard = guard;
	}

	/**
	 * Become the one who computes the value, and the first of those who wait.
	 * @return whether nobody else has
	 */
	boolean begin() {
		return this.begun.compareAndSet(false, true);
	}

	boolean isOnThisThread() {
		return this.thread == Thread.currentThread();
	}

	/**
	 * Become one of those who wait.
	 * @return whether there are others; else the computation has been given up
	 */
	boolean tryJoin() {
		return this.waiting.getAndUpdate((number) -> (number == 0) ? 0 : number + 1) > 0;
	}

	private void leave() {
		if (this.waiting.decrementAndGet() == 0) {
			this.source.dispose();
			cancel(false);
			this.outcome.complete(null);
		}
	}

	/**
	 * Compute the value on this thread.
	 * @param loader computes it
	 * @return the value
	 */
	Object run(Supplier<Object> loader) {
		this.thread = Thread.currentThread();
		try {
			Object value = loader.get();
			succeed(value);
			return value;
		}
		catch (RuntimeException | Error ex) {
			fail(ex);
			throw ex;
		}
		finally {
			this.thread = null;
		}
	}

	/**
	 * Compute the value.
	 * @param loader computes it
	 * @param context the context of the one who asked first
	 */
	void subscribe(Supplier<? extends Mono<?>> loader, ContextView context) {
		Mono<?> mono;
		try {
			mono = loader.get();
		}
		catch (RuntimeException | Error ex) {
			fail(ex);
			return;
		}
		this.source.update(mono.subscribe(this::succeed, this::fail, () -> succeed(null), Context.of(context)));
	}

	private void succeed(@Nullable Object value) {
		if (value != null) {
			complete(value, this.guard);
		}
		else {
			cancel(false);
		}
		this.outcome.complete(value);
	}

	private void complete(Object value, Consumer<Runnable> guard) {
		try {
			guard.accept(() -> complete(value));
		}
		catch (StaleStateException ex) {
			// Of a retired class perhaps, and so for those who wait alone
			cancel(false);
		}
	}

	private void fail(Throwable failure) {
		cancel(false);
		this.outcome.completeExceptionally(failure);
	}

	/**
	 * Wait for the value, as one of those who do.
	 * @return the value, empty if there turns out to be none
	 */
	Mono<Object> await() {
		return Mono.fromFuture(this.outcome, true).doOnCancel(this::leave);
	}

	/**
	 * Wait for the value on this thread, as one of those who do.
	 * @return the value, or {@code null} if there turns out to be none
	 */
	@Nullable Object awaitOnThisThread() {
		try {
			return this.outcome.join();
		}
		catch (CompletionException ex) {
			throw Exceptions.propagate((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

}
