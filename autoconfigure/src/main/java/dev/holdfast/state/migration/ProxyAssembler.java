package dev.holdfast.state.migration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * Puts proxies of the JDK together.
 */
final class ProxyAssembler extends Assembler {

	private final Class<?>[] interfaces;

	ProxyAssembler(Class<?>[] interfaces) {
		this.interfaces = interfaces;
	}

	@Override
	int required(Node node) {
		return node.content.length;
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		if (!(parts.get(node, 0) instanceof InvocationHandler handler)) {
			throw new Misfit("The handler of the proxy is none any more").at(0);
		}
		try {
			return Proxy.newProxyInstance(loader(handler), this.interfaces, handler);
		}
		catch (IllegalArgumentException ex) {
			throw Misfit.of("The proxy could not be created", ex);
		}
	}

	private ClassLoader loader(InvocationHandler handler) {
		// The innermost loader sees them all
		for (Class<?> candidate : this.interfaces) {
			ClassLoader loader = candidate.getClassLoader();
			if (loader != null && loader != ProxyAssembler.class.getClassLoader()) {
				return loader;
			}
		}
		ClassLoader loader = handler.getClass().getClassLoader();
		return (loader != null) ? loader : ProxyAssembler.class.getClassLoader();
	}

	@Override
	String segment(Node node, int part) {
		return ".handler";
	}

}
