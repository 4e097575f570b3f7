package dev.holdfast.restart.leak;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The threads that a generation may have left behind, remembered by number and name.
 */
final class RetiredThreads {

	private static final List<String> NOT_OF_APPLICATIONS = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

	private static final List<String> SHARED_POOLS = List.of("reactor.", "io.netty.",
			"java.util.concurrent.ForkJoinWorkerThread");

	private final Map<Long, String> running = new HashMap<>();

	private final Map<Long, String> heirs = new HashMap<>();

	private RetiredThreads() {
	}

	/**
	 * Remember what is there between two generations, when no code of the next one runs
	 * anywhere but on the current thread.
	 * @param loader the retired loader
	 * @param newestBefore the highest number of a thread that is older than the retired
	 * generation, and so of an earlier one or of none
	 * @return the threads that run code of the generation, or have its context loader
	 */
	static RetiredThreads startedAfter(long newestBefore, ClassLoader loader) {
		RetiredThreads threads = new RetiredThreads();
		Thread.getAllStackTraces().forEach((thread, stack) -> {
			if (thread != Thread.currentThread() && thread.getId() > newestBefore) {
				String code = code(stack, loader);
				if (code != null) {
					threads.running.put(thread.getId(), code);
				}
				if (thread.getContextClassLoader() == loader && !isShared(thread)) {
					threads.heirs.put(thread.getId(), thread.getName());
				}
			}
		});
		return threads;
	}

	/**
	 * Return the highest number of a thread.
	 * @return the number
	 */
	static long newest() {
		return Thread.getAllStackTraces().keySet().stream().mapToLong(Thread::getId).max().orElse(0);
	}

	/**
	 * Return the threads that hold the retired loader for sure.
	 * @param loader the retired loader
	 * @return a description of each
	 */
	List<String> holders(ClassLoader loader) {
		Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
		this.heirs.keySet().retainAll(stacks.keySet().stream().map(Thread::getId).toList());
		List<String> holders = new ArrayList<>();
		stacks.forEach((thread, stack) -> {
			String reason = reason(thread, stack, loader);
			if (reason != null) {
				holders.add("thread '" + thread.getName() + "', which " + reason);
			}
		});
		return holders;
	}

	private @Nullable String reason(Thread thread, StackTraceElement[] stack, ClassLoader loader) {
		String before = this.running.get(thread.getId());
		if (before != null && before.equals(code(stack, loader))) {
			return "still runs " + before;
		}
		if (thread.getClass().getClassLoader() == loader) {
			return "is a " + thread.getClass().getName();
		}
		if (thread.getContextClassLoader() == loader) {
			return "has it as its context class loader";
		}
		Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
		if (handler != null && handler.getClass().getClassLoader() == loader) {
			return "has " + handler.getClass().getName() + " as its exception handler";
		}
		return null;
	}

	/**
	 * Return what may hold the retired loader if nothing does for sure.
	 * @return a description
	 */
	String guess() {
		String library = "a static field or thread local of a library";
		return this.heirs.isEmpty() ? library : "thread '" + String.join("', '", this.heirs.values())
				+ "', which it has started and not ended, or " + library;
	}

	private static @Nullable String code(StackTraceElement[] stack, ClassLoader loader) {
		for (int i = stack.length - 1; i >= 0; i--) {
			String type = stack[i].getClassName();
			if (SHARED_POOLS.stream().anyMatch(type::startsWith)) {
				// Runs code of any generation next
				return null;
			}
			if (NOT_OF_APPLICATIONS.stream().noneMatch(type::startsWith) && isIn(loader, type)) {
				return type + "." + stack[i].getMethodName();
			}
		}
		return null;
	}

	private static boolean isIn(ClassLoader loader, String type) {
		// Does not load the class, whose file may be another by now
		URL file = (loader instanceof URLClassLoader urls) ? urls.findResource(type.replace('.', '/') + ".class")
				: null;
		return file != null;
	}

	private static boolean isShared(Thread thread) {
		return thread.getName().startsWith("boundedElastic-")
				|| SHARED_POOLS.stream().anyMatch(thread.getClass().getName()::startsWith);
	}

}
