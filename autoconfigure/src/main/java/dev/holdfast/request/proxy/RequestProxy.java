package dev.holdfast.request.proxy;

import java.util.function.Supplier;

import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.Factory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.ClassUtils;

/**
 * Makes the objects that look like singletons and ask a {@link Dispatcher} at every call
 * which value is meant.
 */
public final class RequestProxy {

	private RequestProxy() {
	}

	/**
	 * Create a proxy. No constructor of the type runs.
	 * @param <T> the type
	 * @param stateName the name of the request state
	 * @param type the type
	 * @param finalMethodsAllowed whether the type may have methods that run on the proxy
	 * itself
	 * @param target finds the value, which must be an instance of the type
	 * @return the proxy
	 * @throws UnsupportedProxyException if there can be no proxy of the type
	 */
	public static <T> T create(String stateName, Class<T> type, boolean finalMethodsAllowed, Dispatcher target) {
		return explaining(stateName, type, () -> {
			new ProxyRules(stateName, type).check(finalMethodsAllowed);
			Factory proxy = ProxyInstances.create(ProxyClassGenerator.generate(type));
			proxy.setCallbacks(ProxyCallbacks.create(stateName, type, target, proxy));
			return type.cast(proxy);
		});
	}

	/**
	 * Return the class of the proxies of a type, for use ahead of time. Final methods are
	 * no hindrance here: whether they are allowed is up to the definition.
	 * @param type the type
	 * @return the class, which is the same whenever it is asked for
	 * @throws UnsupportedProxyException if there can be no proxy of the type
	 */
	static Class<?> classFor(Class<?> type) {
		String name = ClassUtils.getShortNameAsProperty(type);
		return explaining(name, type, () -> {
			new ProxyRules(name, type).check(true);
			return ProxyClassGenerator.generate(type);
		});
	}

	private static <R> R explaining(String name, Class<?> type, Supplier<R> action) {
		try {
			return action.get();
		}
		catch (UnsupportedProxyException ex) {
			throw ex;
		}
		catch (RuntimeException | LinkageError ex) {
			throw failure(name, type, ex);
		}
	}

	private static UnsupportedProxyException failure(String name, Class<?> type, Throwable ex) {
		// What is ours says what is wrong, of what is not only the cause does
		Object reason = (ex instanceof IllegalStateException) ? ex.getMessage()
				: NestedExceptionUtils.getMostSpecificCause(ex);
		return new UnsupportedProxyException(name, type,
				"The proxy of request state '%s' of %s cannot be made: %s.".formatted(name, type.getName(), reason),
				ProxyRules.WAY_OUT, ex);
	}

}
