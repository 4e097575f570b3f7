package dev.holdfast.request.proxy;

import org.springframework.cglib.proxy.Factory;
import org.springframework.objenesis.ObjenesisException;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ReflectionUtils;

/**
 * Creates instances of proxy classes: without a constructor, and only where that is not
 * possible by the constructor without arguments.
 */
final class ProxyInstances {

	private ProxyInstances() {
	}

	static Factory create(Class<?> proxyClass) {
		// Shared instances and caches would keep proxy classes, and with them class
		// loaders
		SpringObjenesis objenesis = new SpringObjenesis();
		if (objenesis.isWorthTrying()) {
			try {
				return (Factory) objenesis.newInstance(proxyClass, false);
			}
			catch (ObjenesisException ex) {
				return construct(proxyClass);
			}
		}
		return construct(proxyClass);
	}

	private static Factory construct(Class<?> proxyClass) {
		try {
			return (Factory) ReflectionUtils.accessibleConstructor(proxyClass).newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Objenesis does not work here, and there is no constructor "
					+ "without arguments that does without the values of a request", ex);
		}
	}

}
