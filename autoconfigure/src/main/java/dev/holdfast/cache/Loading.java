package dev.holdfast.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A value that is being computed, in its place in the cache.
 * <p>
 * Whoever wins {@link #begin()} computes it. It ends once: with a value, without one, or
 * with a failure; the first of these to come leaves the place in the cache, and only then
 * do those who wait get to know. Their number never leaves zero once it has come there:
 * then the computation is given up, and who comes later begins another.
 */
final class Loading implements Slot {

	private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

	private final AtomicInteger waiting = new AtomicInteger(1);

	private final Disposable.Swap source = Disposables.swap();

	private final AtomicBoolean begun = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Thread computing;

	private volatile @Nullable Thread subscribing;

	private final String cache;

	private final Object key;

	private final BiConsumer<Loading, @Nullable Object> ending;

	/**
	 * Create a computation that has not begun.
	 * @param cache the name of the cache
	 * @param key the key
	 * @param ending takes the computation out of its place and puts the value there, or
	 * {@code null} if there is none
	 */
	Loading(String cache, Object key, BiConsumer<Loading, @Nullable Object> ending) {
		this.cache = cache;
		this.key = key;
		this.ending = ending;
	}

	/**
	 * Become the one who computes the value, and the first of those who wait.
	 * @return whether nobody else has
	 */
	boolean begin() {
		return this.begun.compareAndSet(false, true);
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
			end(null, null);
		}
	}

	private void checkMayWait() {
		Thread thread = Thread.currentThread();
		Assert.state(this.computing != thread && this.subscribing != thread, this::asksForItself);
		Assert.state(this.outcome.isDone() || !Schedulers.isInNonBlockingThread(),
				() -> "Cache '" + this.cache + "' cannot wait on the thread '" + thread.getName()
						+ "' for the value of the key '" + this.key
						+ "', which is being computed elsewhere, as the thread has others to serve. Use getMono");
	}

	/**
	 * Check that somebody who subscribes is not part of the computation.
	 * @param context the context of the subscriber
	 */
	void checkMayWait(ContextView context) {
		Assert.state(this.computing != Thread.currentThread(), this::asksForItself);
		for (Asker asker = Asker.of(context); asker != null; asker = asker.outer()) {
			Assert.state(asker.loading() != this, this::asksForItself);
		}
	}

	private String asksForItself() {
		return "The loader of cache '" + this.cache + "' asks for the key '" + this.key
				+ "', whose value it is to compute. Let it compute the value without asking the cache for this key";
	}

	/**
	 * Compute the value on this thread.
	 * @param loader computes it
	 * @return the value
	 */
	Object run(Supplier<Object> loader) {
		this.computing = Thread.currentThread();
		try {
			Object value = loader.get();
			end(value, null);
			return value;
		}
		catch (RuntimeException | Error ex) {
			end(null, ex);
			throw ex;
		}
		finally {
			this.computing = null;
		}
	}

	/**
	 * Compute the value.
	 * @param loader computes it
	 * @param context the context of the one who asked first
	 */
	void subscribe(Supplier<? extends Mono<?>> loader, ContextView context) {
		this.subscribing = Thread.currentThread();
		try {
			this.source.update(loader.get()
				.subscribe((value) -> end(value, null), (failure) -> end(null, failure), () -> end(null, null),
						Context.of(context).put(Asker.class, new Asker(this, Asker.of(context)))));
		}
		catch (RuntimeException | Error ex) {
			// Reactor throws what it takes for fatal, such as a missing class
			end(null, ex);
		}
		finally {
			this.subscribing = null;
		}
	}

	private void end(@Nullable Object value, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		try {
			this.ending.accept(this, value);
		}
		finally {
			if (failure != null) {
				this.outcome.completeExceptionally(failure);
			}
			else {
				this.outcome.complete(value);
			}
		}
	}

	/**
	 * Wait for the value, as one of those who do.
	 * @return the value, empty if there turns out to be none
	 */
	Mono<Object> await() {
		// Unlike doOnCancel, once for each of them, however often it cancels
		return Mono.fromFuture(this.outcome, true).doFinally((signal) -> {
			if (signal == SignalType.CANCEL) {
				leave();
			}
		});
	}

	/**
	 * Wait for the value on this thread, as one of those who do.
	 * @return the value, or {@code null} if there turns out to be none
	 * @throws IllegalStateException if this thread must not wait, or is interrupted
	 */
	@Nullable Object awaitOnThisThread() {
		try {
			checkMayWait();
			return this.outcome.get();
		}
		catch (IllegalStateException ex) {
			leave();
			throw ex;
		}
		catch (ExecutionException ex) {
			throw Exceptions.propagate((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			leave();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The thread '" + Thread.currentThread().getName()
					+ "' was interrupted while it waited for the value of the key '" + this.key + "' in cache '"
					+ this.cache + "'. The computation goes on for others who wait", ex);
		}
	}

	/**
	 * The computation that a subscriber is part of, in its context.
	 *
	 * @param loading the computation
	 * @param outer the computation that this one is part of
	 */
	private record Asker(Loading loading, @Nullable Asker outer) {

		static @Nullable Asker of(ContextView context) {
			return context.<Asker>getOrDefault(Asker.class, null);
		}

	}

}
