package dev.holdfast.request.proxy;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What a native image has to know of the proxies of a type.
 */
public final class RequestProxyHints {

	private RequestProxyHints() {
	}

	/**
	 * Generate the proxy class of a type, so that it becomes part of what is made ahead
	 * of time, and register what its instances need.
	 * @param hints the hints
	 * @param type the type
	 * @throws UnsupportedProxyException if there can be no proxy of the type
	 */
	public static void register(RuntimeHints hints, Class<?> type) {
		ReflectionHints reflection = hints.reflection();
		reflection.registerType(RequestProxy.classFor(type), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
				MemberCategory.UNSAFE_ALLOCATED);
		ProxyMethods methods = new ProxyMethods(type, ProxyHome.of(type));
		methods.all()
			.stream()
			.filter((method) -> methods.accept(method) == ProxyCallbacks.REFLECTIVE)
			.forEach((method) -> reflection.registerMethod(method, ExecutableMode.INVOKE));
	}

}
