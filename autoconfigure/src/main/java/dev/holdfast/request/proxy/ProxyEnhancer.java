package dev.holdfast.request.proxy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;

import org.springframework.cglib.proxy.Enhancer;

/**
 * Generates one proxy class. CGLIB's cache is not used: it goes by names, and keeps class
 * loaders for longer than necessary.
 */
final class ProxyEnhancer extends Enhancer {

	ProxyEnhancer(Class<?> type, ProxyHome home, String className) {
		setSuperclass(type);
		setClassLoader(home.loader());
		setContextClass(home.neighbour());
		setNamingPolicy((prefix, source, key, names) -> className);
		setUseCache(false);
		setCallbackFilter(new ProxyMethods(type, home));
		setCallbackTypes(ProxyCallbacks.types());
	}

	// Objenesis needs none, and what else creates instances needs the simplest
	@Override
	@SuppressWarnings({ "rawtypes", "unchecked" })
	protected void filterConstructors(Class type, List constructors) {
		constructors.removeIf((candidate) -> {
			Constructor<?> constructor = (Constructor<?>) candidate;
			return constructor.getParameterCount() > 0 || Modifier.isPrivate(constructor.getModifiers());
		});
	}

}
