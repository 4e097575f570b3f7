package dev.holdfast.request.proxy;

import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.FixedValue;
import org.springframework.cglib.proxy.MethodInterceptor;

/**
 * What the methods of a proxy do. Those of {@link Object} need no request: a proxy can be
 * put into collections and logged anywhere.
 */
final class ProxyCallbacks {

	static final int DISPATCHED = 0;

	static final int REFLECTIVE = 1;

	static final int EQUALS = 2;

	static final int HASH_CODE = 3;

	static final int TO_STRING = 4;

	private ProxyCallbacks() {
	}

	static Class<?>[] types() {
		return new Class<?>[] { Dispatcher.class, MethodInterceptor.class, MethodInterceptor.class, FixedValue.class,
				FixedValue.class };
	}

	static Callback[] create(String stateName, Class<?> type, Dispatcher target, Object proxy) {
		MethodInterceptor equals = (self, method, arguments, original) -> self == arguments[0];
		FixedValue hashCode = () -> System.identityHashCode(proxy);
		String text = "RequestState '%s' of %s".formatted(stateName, type.getName());
		FixedValue toString = () -> text;
		return new Callback[] { target, new ReflectiveCalls(type, target), equals, hashCode, toString };
	}

}
