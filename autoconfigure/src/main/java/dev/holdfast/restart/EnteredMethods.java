package dev.holdfast.restart;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Thread-safe: marks are so by themselves, what goes on is in concurrent maps, and
 * recording begins and ends under the monitor of this object, so that nobody ends what
 * another thread has just begun.
 *
 * @since 0.1.0
 */
public final class EnteredMethods {

	/**
	 * How the names of threads begin that serve requests alone.
	 */
	public static final String REQUEST_THREADS = "holdfast-http";

	private static final String HOOK = "holdfast-entered-methods";

	private static final AtomicReference<@Nullable EnteredMethods> CURRENT = new AtomicReference<>();

	// The current one as long as anything is to be recorded
	private static final AtomicReference<@Nullable EnteredMethods> RECORDING = new AtomicReference<>();

	// Tasks that requests have given to schedulers
	private static final ThreadLocal<Boolean> FOR_REQUEST = new ThreadLocal<>();

	private final MethodMarks marks = new MethodMarks();

	private final WeakReference<Thread> starter = new WeakReference<>(Thread.currentThread());

	private final Map<Thread, Integer> initializing = new ConcurrentHashMap<>();

	private final Map<Creation, Thread> creations = new ConcurrentHashMap<>();

	private final Set<String> remade = ConcurrentHashMap.newKeySet();

	private volatile @Nullable String unseen;

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
	 * @param name the name of the bean
	 * @param unfinished tells whether that is still so; held until it is not, or the
	 * generation retires
	 */
	public static void creating(String name, BooleanSupplier unfinished) {
		EnteredMethods current = CURRENT.get();
		if (current != null) {
			synchronized (current) {
				current.creations.keySet().removeIf((creation) -> !creation.unfinished().getAsBoolean());
				current.creations.put(new Creation(name, unfinished), Thread.currentThread());
				current.resume();
			}
		}
	}

	/**
	 * A bean that stays has been created by the current thread. If nobody has said before
	 * that it was about to be, what ran meanwhile is not recorded.
	 * @param name the name of the bean
	 */
	public static void created(String name) {
		EnteredMethods current = CURRENT.get();
		Thread thread = Thread.currentThread();
		if (current != null && !(current.starting && !isForRequest(thread)) && !current.isCreating(name, thread)) {
			current.unseen = name;
		}
	}

	/**
	 * Beans of a class are created again and again, and nobody says when.
	 * @param type the class
	 */
	public static void remaking(Class<?> type) {
		EnteredMethods current = CURRENT.get();
		if (current != null) {
			current.remade.add(type.getName());
		}
	}

	private static Runnable inherit(Runnable task) {
		Thread scheduling = Thread.currentThread();
		EnteredMethods current = CURRENT.get();
		if (!isForRequest(scheduling) || (current != null && current.isMaking(scheduling))) {
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
	public int next() {
		return this.marks.next();
	}

	/**
	 * Return whether a method has been entered while that was recorded.
	 * @param number the number of the method
	 * @return whether it has
	 */
	public boolean contains(int number) {
		return this.marks.contains(number);
	}

	/**
	 * Return a bean that was created without anybody having said that it was about to be.
	 * @return its name, or {@code null} if there is none
	 */
	public @Nullable String unseen() {
		return this.unseen;
	}

	/**
	 * Return whether beans of a class are created without anybody saying when.
	 * @param type the name of the class
	 * @return whether they are
	 */
	public boolean isRemade(String type) {
		return this.remade.contains(type);
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
		if (this.marks.lack(number) && counts(Thread.currentThread())) {
			this.marks.add(number);
		}
	}

	private boolean counts(Thread thread) {
		if (this.starting) {
			return !isForRequest(thread) || isMaking(thread);
		}
		if (this.starter.refersTo(thread)) {
			return true;
		}
		// Often asked, if the thread that started the application does not end
		if (this.initializing.isEmpty() && this.creations.isEmpty()) {
			return pause();
		}
		return (isForRequest(thread) ? isMaking(thread) : (!this.initializing.isEmpty() || isCreating())) || pause();
	}

	private boolean isMaking(Thread thread) {
		return this.initializing.containsKey(thread) || (isCreating() && this.creations.containsValue(thread));
	}

	private boolean isCreating(String name, Thread thread) {
		return this.creations.entrySet()
			.stream()
			.anyMatch((entry) -> entry.getKey().name().equals(name) && entry.getValue() == thread);
	}

	private boolean isCreating() {
		if (!this.creations.isEmpty()) {
			this.creations.keySet().removeIf((creation) -> !creation.unfinished().getAsBoolean());
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

	/**
	 * A bean that is being created.
	 *
	 * @param name its name
	 * @param unfinished tells whether that is still so
	 */
	private record Creation(String name, BooleanSupplier unfinished) {

	}

}
