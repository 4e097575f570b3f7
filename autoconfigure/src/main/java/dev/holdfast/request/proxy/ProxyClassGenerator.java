package dev.holdfast.request.proxy;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.cglib.proxy.Factory;
import org.springframework.core.NativeDetector;

/**
 * Finds or generates the proxy class of a type.
 * <p>
 * Any number of threads may do so at once, without a lock: a class loader takes one class
 * of a name, and whoever comes second gets that one.
 */
final class ProxyClassGenerator {

	private final Class<?> type;

	private final ProxyHome home;

	private ProxyClassGenerator(Class<?> type) {
		this.type = type;
		this.home = ProxyHome.of(type);
	}

	/**
	 * Find or generate the proxy class of a type.
	 * @param type the type
	 * @return the class
	 */
	static Class<?> generate(Class<?> type) {
		return new ProxyClassGenerator(type).generate();
	}

	private Class<?> generate() {
		for (String name : this.home.classNames()) {
			Class<?> proxyClass = generate(name);
			if (isProxyClass(proxyClass)) {
				return proxyClass;
			}
		}
		throw new IllegalStateException(
				"Its class loader has got other classes named " + String.join(" and ", this.home.classNames()));
	}

	private Class<?> generate(String name) {
		ProxyEnhancer enhancer = new ProxyEnhancer(this.type, this.home, name);
		// Otherwise not even an attempt: a loader that once had to get the class of
		// another
		// loader could no longer define its own
		enhancer.setAttemptLoad(isProxyClass(find(name)));
		return enhancer.createClass();
	}

	private @Nullable Class<?> find(String name) {
		try {
			return this.home.loader().loadClass(name);
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

	private boolean isProxyClass(@Nullable Class<?> candidate) {
		return candidate != null && candidate.getClassLoader() == this.home.loader()
				&& Factory.class.isAssignableFrom(candidate) && this.type.isAssignableFrom(candidate)
				&& (NativeDetector.inNativeImage() || isComplete(candidate));
	}

	// A class that was made ahead of time may be older than the type
	private boolean isComplete(Class<?> candidate) {
		Set<String> signatures = Arrays.stream(candidate.getDeclaredMethods())
			.map(ProxyClassGenerator::signature)
			.collect(Collectors.toSet());
		return new ProxyMethods(this.type, this.home).all()
			.stream()
			.map(ProxyClassGenerator::signature)
			.allMatch(signatures::contains);
	}

	private static String signature(Method method) {
		return method.getName()
				+ MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString();
	}

}
