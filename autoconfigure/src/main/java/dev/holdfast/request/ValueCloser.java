package dev.holdfast.request;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ReflectionUtils;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * How the values of a request state are closed.
 * <p>
 * Thread-safe: immutable, but for what is known of the type seen last, which is one
 * reference to an immutable object.
 */
abstract class ValueCloser {

	/**
	 * Return the closer that leaves values open.
	 * @return the closer
	 */
	static ValueCloser none() {
		return new Given(null);
	}

	/**
	 * Return the closer that uses what values offer themselves.
	 * @return the closer
	 */
	static ValueCloser known() {
		return new Known();
	}

	@SuppressWarnings("unchecked")
	static <T> ValueCloser by(Consumer<? super T> closer) {
		return new Given((value) -> {
			closer.accept((T) value);
			return Mono.empty();
		});
	}

	@SuppressWarnings("unchecked")
	static <T> ValueCloser reactivelyBy(Function<? super T, ? extends Publisher<?>> closer) {
		return new Given((value) -> closer.apply((T) value));
	}

	abstract boolean closes(Object value);

	/**
	 * Close a value. May block, and may throw anything.
	 * @param value a value that this {@link #closes(Object)}
	 * @return what is to be subscribed to for the rest
	 * @throws Exception from the value
	 */
	abstract Publisher<?> close(Object value) throws Exception;

	/**
	 * Closes by a function of the application.
	 */
	private static final class Given extends ValueCloser {

		private final @Nullable Function<Object, ? extends Publisher<?>> closer;

		Given(@Nullable Function<Object, ? extends Publisher<?>> closer) {
			this.closer = closer;
		}

		@Override
		boolean closes(Object value) {
			return this.closer != null;
		}

		@Override
		Publisher<?> close(Object value) {
			return (this.closer != null) ? this.closer.apply(value) : Mono.empty();
		}

	}

	/**
	 * Closes by what a value is.
	 */
	private static final class Known extends ValueCloser {

		private volatile @Nullable CloseMethod last;

		@Override
		boolean closes(Object value) {
			return value instanceof AutoCloseable || value instanceof Disposable
					|| closeMethod(value.getClass()).adapter() != null;
		}

		@Override
		Publisher<?> close(Object value) throws Exception {
			if (value instanceof AutoCloseable closeable) {
				closeable.close();
				return Mono.empty();
			}
			CloseMethod closeMethod = closeMethod(value.getClass());
			if (closeMethod.method() != null && closeMethod.adapter() != null) {
				Object result = ReflectionUtils.invokeMethod(closeMethod.method(), value);
				return closeMethod.adapter().toPublisher(result);
			}
			if (value instanceof Disposable disposable) {
				disposable.dispose();
			}
			return Mono.empty();
		}

		private CloseMethod closeMethod(Class<?> type) {
			CloseMethod known = this.last;
			if (known == null || known.type() != type) {
				known = CloseMethod.of(type);
				this.last = known;
			}
			return known;
		}

	}

	/**
	 * The method that closes values of a type reactively, if there is one.
	 *
	 * @param type the type
	 * @param method its method {@code close()}
	 * @param adapter what makes a publisher of the method's result
	 */
	private record CloseMethod(Class<?> type, @Nullable Method method, @Nullable ReactiveAdapter adapter) {

		static CloseMethod of(Class<?> type) {
			Method method = ReflectionUtils.findMethod(type, "close");
			ReactiveAdapter adapter = (method != null)
					? ReactiveAdapterRegistry.getSharedInstance().getAdapter(method.getReturnType()) : null;
			if (method == null || adapter == null || !Modifier.isPublic(method.getModifiers())) {
				return new CloseMethod(type, null, null);
			}
			ReflectionUtils.makeAccessible(method);
			return new CloseMethod(type, method, adapter);
		}

	}

}
