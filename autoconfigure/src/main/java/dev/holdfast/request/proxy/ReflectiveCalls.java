package dev.holdfast.request.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;

/**
 * Passes on the calls that CGLIB's dispatchers cannot, and does not let values that
 * return themselves out of the request. {@link MethodProxy} is not used: it would need
 * two more classes of each type.
 */
final class ReflectiveCalls implements MethodInterceptor {

	private final Class<?> type;

	private final Dispatcher target;

	ReflectiveCalls(Class<?> type, Dispatcher target) {
		this.type = type;
		this.target = target;
	}

	@Override
	public @Nullable Object intercept(Object proxy, Method method, Object[] arguments, MethodProxy original)
			throws Throwable {
		Object value = this.target.loadObject();
		Object result = method.trySetAccessible() ? invoke(value, method, arguments)
				: invokeInherited(value, method, arguments);
		return (result == value && method.getReturnType().isInstance(proxy)) ? proxy : result;
	}

	private static @Nullable Object invoke(Object value, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(value, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	// What a class inherits from the JDK can be called as the class itself would
	private @Nullable Object invokeInherited(Object value, Method method, Object[] arguments) throws Throwable {
		return inherited(method).asFixedArity().bindTo(value).invokeWithArguments(arguments);
	}

	private MethodHandle inherited(Method method) {
		try {
			return MethodHandles.privateLookupIn(this.type, MethodHandles.lookup())
				.findVirtual(this.type, method.getName(),
						MethodType.methodType(method.getReturnType(), method.getParameterTypes()));
		}
		catch (ReflectiveOperationException ex) {
			throw new UnsupportedOperationException(
					"%s cannot be called through a proxy: use RequestState.get()".formatted(method), ex);
		}
	}

}
