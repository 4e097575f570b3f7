package dev.holdfast.restart;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * The methods of a generation that have been entered while something was made that stays:
 * while the application started, a singleton was created or a class was initialized. What
 * requests run does not count, unless it does one of these.
 * <p>
 * Code that is woven into each method of the application calls the static methods, by
 * numbers that no two methods of a JVM share, so that late calls of a retired generation
 * are told from those of the present one.
 * <p>
 * Thread-safe: marks are in atomic arrays that grow by whole chunks and never move, what
 * goes on is in concurrent maps, and recording begins and ends under the monitor of this
 * object, so that nobody ends what another thread has just begun.
 *
 * @since 0.1.0
 */
public final class EnteredMethods {

	/**
	 * How the names of threads begin that serve requests alone.
	 */
	public static final String REQUEST_THREADS = "holdfast-http";

	private static final int CHUNK = 1 << 12;

	private static final String HOOK = "holdfast-entered-methods";

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private static final AtomicReference<@Nullable EnteredMethods> CURRENT = new AtomicReference<>();

	// The current one as long as anything is to be recorded
	private static final AtomicReference<@Nullable EnteredMethods> RECORDING = new AtomicReference<>();

	// Tasks that requests have given to schedulers
	private static final ThreadLocal<Boolean> FOR_REQUEST = new ThreadLocal<>();

	private final int first = NUMBERS.get();

	private final WeakReference<Thread> starter = new WeakReference<>(Thread.currentThread());

	private final Map<Thread, Integer> initializing = new ConcurrentHashMap<>();

	private final Map<BooleanSupplier, Thread> creations = new ConcurrentHashMap<>();

	private volatile AtomicIntegerArray[] chunks = {};

	private volatile boolean starting = true;

	private EnteredMethods() {
	}

	/**
	 * Begin to record for a generation that the current thread starts, and for no other
	 * any more.
	 * @return the record
	 */
	public static EnteredMethods begin() {
		EnteredMethods started = new EnteredMethods();
		CURRENT.set(started);
		RECORDING.set(started);
		Schedulers.onScheduleHook(HOOK, EnteredMethods::inherit);
		return started;
	}

	/**
	 * Called by a woven method when it is entered.
	 * @param number the number of the method
	 */
	public static void enter(int number) {
		EnteredMethods recording = RECORDING.get();
		if (recording != null) {
			recording.record(number);
		}
	}

	/**
	 * Called by woven code that makes what stays, before it does.
	 */
	public static void making() {
		EnteredMethods current = CURRENT.get();
		if (current != null) {
			synchronized (current) {
				current.initializing.merge(Thread.currentThread(), 1, Integer::sum);
				current.resume();
			}
		}
	}

	/**
	 * Called by woven code that has made what stays, or failed to.
	 */
	public static void made() {
		EnteredMethods current = CURRENT.get();
		if (current != null) {
			current.initializing.computeIfPresent(Thread.currentThread(),
					(thread, depth) -> (depth > 1) ? depth - 1 : null);
		}
	}

	/**
	 * A bean that stays is being created by the current thread.
	 * @param unfinished tells whether that is still so; held until it is not, or the
	 * generation retires
	 */
	public static void creating(BooleanSupplier unfinished) {
		EnteredMethods current = CURRENT.get();
		if (current != null) {
			synchronized (current) {
				current.creations.keySet().removeIf((creation) -> !creation.getAsBoolean());
				current.creations.put(unfinished, Thread.currentThread());
				current.resume();
			}
		}
	}

	private static Runnable inherit(Runnable task) {
		if (!isForRequest(Thread.currentThread())) {
			return task;
		}
		return () -> {
			FOR_REQUEST.set(true);
			try {
				task.run();
			}
			finally {
				FOR_REQUEST.remove();
			}
		};
	}

	private static boolean isForRequest(Thread thread) {
		return thread.getName().startsWith(REQUEST_THREADS) || FOR_REQUEST.get() != null;
	}

	/**
	 * Give a method its number.
	 * @return the number
	 */
	public synchronized int next() {
		int number = NUMBERS.getAndIncrement();
		int wanted = (number - this.first) / CHUNK + 1;
		AtomicIntegerArray[] all = this.chunks;
		if (wanted > all.length) {
			AtomicIntegerArray[] more = Arrays.copyOf(all, wanted);
			Arrays.setAll(more, (index) -> (index < all.length) ? all[index] : new AtomicIntegerArray(CHUNK));
			this.chunks = more;
		}
		return number;
	}

	/**
	 * Return whether a method has been entered while that was recorded.
	 * @param number the number of the method
	 * @return whether it has
	 */
	public boolean contains(int number) {
		int index = number - this.first;
		return this.chunks[index / CHUNK].get(index % CHUNK) != 0;
	}

	/**
	 * The application has started. What the thread that started it goes on to do counts
	 * all the same.
	 */
	public void started() {
		this.starting = false;
		Schedulers.resetOnScheduleHook(HOOK);
	}

	/**
	 * Let go of all that belongs to the generation.
	 */
	public synchronized void end() {
		if (CURRENT.compareAndSet(this, null)) {
			Schedulers.resetOnScheduleHook(HOOK);
		}
		RECORDING.compareAndSet(this, null);
		this.creations.clear();
		this.initializing.clear();
	}

	private void record(int number) {
		int index = number - this.first;
		AtomicIntegerArray[] all = this.chunks;
		if (index >= 0 && index / CHUNK < all.length) {
			AtomicIntegerArray chunk = all[index / CHUNK];
			if (chunk.get(index % CHUNK) == 0 && counts(Thread.currentThread())) {
				chunk.set(index % CHUNK, 1);
			}
		}
	}

	private boolean counts(Thread thread) {
		if (isForRequest(thread)) {
			return this.initializing.containsKey(thread) || (isCreating() && this.creations.containsValue(thread))
					|| pause();
		}
		return this.starting || !this.initializing.isEmpty() || isCreating() || this.starter.refersTo(thread)
				|| pause();
	}

	private boolean isCreating() {
		if (!this.creations.isEmpty()) {
			this.creations.keySet().removeIf((creation) -> !creation.getAsBoolean());
		}
		return !this.creations.isEmpty();
	}

	// Never counts
	private boolean pause() {
		Thread thread = this.starter.get();
		if (!this.starting && (thread == null || !thread.isAlive())) {
			synchronized (this) {
				if (this.initializing.isEmpty() && this.creations.isEmpty()) {
					RECORDING.compareAndSet(this, null);
				}
			}
		}
		return false;
	}

	private void resume() {
		if (CURRENT.get() == this) {
			RECORDING.set(this);
		}
	}

}
