package dev.holdfast.request.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.GenericTypeResolver;

/**
 * Which of the {@link ProxyCallbacks} answers which method.
 */
final class ProxyMethods implements CallbackFilter {

	private final Class<?> type;

	private final ProxyHome home;

	ProxyMethods(Class<?> type, ProxyHome home) {
		this.type = type;
		this.home = home;
	}

	/**
	 * Return the methods that a proxy overrides.
	 * @return all of them, as CGLIB sees them
	 */
	List<Method> all() {
		List<Method> methods = new ArrayList<>();
		if (this.type.isInterface()) {
			Enhancer.getMethods(Object.class, new Class<?>[] { this.type }, methods);
		}
		else {
			Enhancer.getMethods(this.type, null, methods);
		}
		return methods;
	}

	@Override
	public int accept(Method method) {
		return switch (method.getName() + method.getParameterCount()) {
			case "equals1" ->
				(method.getParameterTypes()[0] == Object.class) ? ProxyCallbacks.EQUALS : delegation(method);
			case "hashCode0" -> ProxyCallbacks.HASH_CODE;
			// Nothing is to be finalized: what it answers is of no interest
			case "toString0", "finalize0" -> ProxyCallbacks.TO_STRING;
			default -> delegation(method);
		};
	}

	private int delegation(Method method) {
		// CGLIB's dispatchers leave protected methods out, and fail with types that are
		// not accessible from where the proxy is
		boolean interceptorNeeded = Modifier.isProtected(method.getModifiers())
				|| !this.home.canAccess(method.getDeclaringClass());
		return (interceptorNeeded || mayReturnItself(method)) ? ProxyCallbacks.REFLECTIVE : ProxyCallbacks.DISPATCHED;
	}

	private boolean mayReturnItself(Method method) {
		Class<?> returned = GenericTypeResolver.resolveReturnType(BridgeMethodResolver.findBridgedMethod(method),
				this.type);
		return returned != Object.class
				&& (returned.isAssignableFrom(this.type) || this.type.isAssignableFrom(returned))
				&& this.home.canAccess(method.getReturnType());
	}

}
