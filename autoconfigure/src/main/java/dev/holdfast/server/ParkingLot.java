package dev.holdfast.server;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Holds requests while no generation is live, and lets them go in the order in which they
 * came, each on its own event loop.
 * <p>
 * Who may pass is decided under the lock, together with who waits, so no request is
 * forgotten between the two. The lock is held for as long as it takes to queue a task for
 * each parked request, never while one is handled. While such tasks are pending, later
 * requests queue up behind them even though the way is free.
 */
final class ParkingLot {

	private final Lock lock = new ReentrantLock();

	private final Set<Parked> parked = new LinkedHashSet<>();

	private final AtomicInteger leaving = new AtomicInteger();

	private final BooleanSupplier fresh;

	private volatile @Nullable Attachment attachment;

	private volatile boolean held;

	private @Nullable ParkingException refusal;

	private Duration timeout = Duration.ZERO;

	private int capacity;

	/**
	 * Create a lot that is closed.
	 * @param fresh whether the attached generation may be used, asked under the lock, so
	 * that a request which came when it may not is never let go by what was so before
	 */
	ParkingLot(BooleanSupplier fresh) {
		this.fresh = fresh;
	}

	/**
	 * Return where a request can go without waiting.
	 * @return the attachment of the live generation, or {@code null} if the request has
	 * to {@link #park(EventLoop) park}
	 */
	@Nullable Attachment passage() {
		// In this order: a way that is seen to be free was free before the last one left
		Attachment attachment = this.attachment;
		return (this.leaving.get() == 0 && !this.held) ? attachment : null;
	}

	/**
	 * Park a request.
	 * @param eventLoop the event loop of the request
	 * @return the attachment of the next live generation, on that event loop; or a
	 * {@link ParkingException}
	 */
	Mono<Attachment> park(EventLoop eventLoop) {
		return Mono.create((sink) -> enter(new Parked(eventLoop, sink)));
	}

	private void enter(Parked request) {
		this.lock.lock();
		try {
			Attachment attachment = this.attachment;
			ParkingException refusal = this.refusal;
			if (attachment != null && !this.held) {
				leave(request, (sink) -> sink.success(attachment));
			}
			else if (refusal != null && !this.held) {
				leave(request, (sink) -> sink.error(refusal));
			}
			else if (this.parked.size() >= this.capacity) {
				ParkingException full = ParkingException.full(this.capacity);
				leave(request, (sink) -> sink.error(full));
			}
			else {
				wait(request);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wait(Parked request) {
		this.parked.add(request);
		Duration timeout = this.timeout;
		ScheduledFuture<?> expiry = request.eventLoop()
			.schedule(() -> request.sink().error(ParkingException.expired(timeout)), timeout.toMillis(),
					TimeUnit.MILLISECONDS);
		request.sink().onDispose(() -> {
			expiry.cancel(false);
			remove(request);
		});
	}

	private void remove(Parked request) {
		this.lock.lock();
		try {
			this.parked.remove(request);
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.parked.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Set the bounds for requests that will have to wait.
	 * @param capacity how many at most
	 * @param timeout for how long at most
	 */
	void limit(int capacity, Duration timeout) {
		locked(() -> {
			this.capacity = capacity;
			this.timeout = timeout;
		});
	}

	/**
	 * Let no request pass if the attached generation may not be used, until
	 * {@link #recheck()} finds that it may, or another one is attached.
	 */
	void hold() {
		locked(() -> this.held = this.held || !this.fresh.getAsBoolean());
	}

	/**
	 * Let requests go if the attached generation may be used again.
	 */
	void recheck() {
		locked(() -> {
			Attachment attachment = this.attachment;
			if (this.held && this.fresh.getAsBoolean()) {
				ParkingException refusal = this.refusal;
				if (attachment != null) {
					leaveAll((sink) -> sink.success(attachment));
				}
				else if (refusal != null) {
					leaveAll((sink) -> sink.error(refusal));
				}
				this.held = false;
			}
		});
	}

	/**
	 * Let no request pass any more. Each waits, unless it has to be refused.
	 */
	void close() {
		locked(() -> this.attachment = null);
	}

	/**
	 * Refuse no request any more, since the next generation is on its way.
	 */
	void expect() {
		locked(() -> this.refusal = null);
	}

	/**
	 * Refuse all requests, those that are parked and those to come, until others can be
	 * {@link #expect() expected}.
	 * @param refusal why
	 */
	void refuse(ParkingException refusal) {
		locked(() -> {
			this.attachment = null;
			this.refusal = refusal;
			this.held = !this.fresh.getAsBoolean();
			leaveAll((sink) -> sink.error(refusal));
		});
	}

	/**
	 * Let all requests pass, those that are parked first, as soon as the attached
	 * generation may be used.
	 * @param attachment where they go
	 */
	void open(Attachment attachment) {
		locked(() -> {
			boolean fresh = this.fresh.getAsBoolean();
			if (fresh) {
				leaveAll((sink) -> sink.success(attachment));
			}
			this.held = !fresh;
			this.refusal = null;
			this.attachment = attachment;
		});
	}

	private void leaveAll(Consumer<MonoSink<Attachment>> how) {
		this.leaving.addAndGet(this.parked.size());
		for (Parked request : this.parked) {
			request.eventLoop().execute(() -> {
				this.leaving.decrementAndGet();
				how.accept(request.sink());
			});
		}
		this.parked.clear();
	}

	private void locked(Runnable change) {
		this.lock.lock();
		try {
			change.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void leave(Parked request, Consumer<MonoSink<Attachment>> how) {
		request.eventLoop().execute(() -> how.accept(request.sink()));
	}

	/**
	 * A request that waits.
	 *
	 * @param eventLoop its event loop
	 * @param sink tells it how the wait ends
	 */
	private record Parked(EventLoop eventLoop, MonoSink<Attachment> sink) {

	}

}
