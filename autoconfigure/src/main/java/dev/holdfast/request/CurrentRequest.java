package dev.holdfast.request;

import java.util.concurrent.Callable;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Where the current request is found: on the calling thread, where context propagation
 * puts it, and in Reactor's context, both under one key.
 * <p>
 * There is one for the JVM, held by the registry of context propagation: threads and
 * operators serve several applications and all generations of one.
 */
final class CurrentRequest implements ThreadLocalAccessor<ActiveRequest> {

	// A string, since a key that is a class would be found by its identity only, and the
	// registry outlives whatever made it.
	static final String KEY = "dev.holdfast.request";

	private final ThreadLocal<ActiveRequest> thread = new ThreadLocal<>();

	private CurrentRequest() {
	}

	static CurrentRequest registered() {
		ContextRegistry registry = ContextRegistry.getInstance();
		synchronized (registry) {
			for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
				if (accessor instanceof CurrentRequest current) {
					return current;
				}
			}
			CurrentRequest current = new CurrentRequest();
			registry.registerThreadLocalAccessor(current);
			return current;
		}
	}

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable ActiveRequest getValue() {
		return this.thread.get();
	}

	@Override
	public void setValue(ActiveRequest request) {
		this.thread.set(request);
	}

	@Override
	public void setValue() {
		this.thread.remove();
	}

	/**
	 * Return the request of a subscriber.
	 * @param context the subscriber's context
	 * @return its request, or that of the thread, or {@code null}
	 */
	@Nullable ActiveRequest find(ContextView context) {
		ActiveRequest request = context.getOrDefault(KEY, null);
		return (request != null) ? request : getValue();
	}

	/**
	 * Run something with a request on the thread, and leave the thread as it was.
	 * @param <V> the type of the result
	 * @param request the request
	 * @param task what to run
	 * @return the result
	 * @throws Exception from the task
	 */
	<V> V call(ActiveRequest request, Callable<V> task) throws Exception {
		ActiveRequest before = replace(request);
		try {
			return task.call();
		}
		finally {
			replace(before);
		}
	}

	/**
	 * Run something with a request on the thread, or with none, and leave the thread as
	 * it was.
	 * @param request the request, or {@code null}
	 * @param task what to run
	 */
	void run(@Nullable ActiveRequest request, Runnable task) {
		ActiveRequest before = replace(request);
		try {
			task.run();
		}
		finally {
			replace(before);
		}
	}

	private @Nullable ActiveRequest replace(@Nullable ActiveRequest request) {
		ActiveRequest before = getValue();
		if (request != null && request != before) {
			setValue(request);
		}
		else if (request == null && before != null) {
			setValue();
		}
		return before;
	}

}
