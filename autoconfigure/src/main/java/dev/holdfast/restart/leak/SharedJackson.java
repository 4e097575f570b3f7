package dev.holdfast.restart.leak;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.springframework.util.ClassUtils;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * Clears what Jackson remembers of classes in one place for the whole JVM: its shared
 * mapper, and in Jackson 2 the types of all mappers. A mapper that is a bean goes with
 * its context.
 */
final class SharedJackson implements RetirementListener {

	@Override
	public void onRetirement(Retirement retirement) {
		clear("tools.jackson.databind.json.JsonMapper", "shared", "clearCaches");
		clear("com.fasterxml.jackson.databind.type.TypeFactory", "defaultInstance", "clearCache");
	}

	private static void clear(String typeName, String accessor, String method) {
		ClassLoader loader = SharedJackson.class.getClassLoader();
		if (!ClassUtils.isPresent(typeName, loader)) {
			return;
		}
		Class<?> type = ClassUtils.resolveClassName(typeName, loader);
		Method get = ClassUtils.getMethodIfAvailable(type, accessor);
		Method clear = ClassUtils.getMethodIfAvailable(type, method);
		if (get == null || clear == null) {
			// An earlier version, which has nothing to clear or no way to do it
			return;
		}
		try {
			clear.invoke(get.invoke(null));
		}
		catch (InvocationTargetException | IllegalAccessException ex) {
			throw new IllegalStateException("Cannot clear the caches of " + typeName, ex);
		}
	}

}
