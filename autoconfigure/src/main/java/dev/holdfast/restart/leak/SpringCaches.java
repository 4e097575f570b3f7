package dev.holdfast.restart.leak;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * Drops what caches of Spring still have of retired generations after DevTools has
 * cleared others. They hold it softly, but a JVM with plenty of memory lets soft
 * references live for an hour or more, and with them one copy of the application for each
 * restart.
 */
final class SpringCaches implements RetirementListener {

	private static final Log logger = LogFactory.getLog(SpringCaches.class);

	@Override
	public void onRetirement(Retirement retirement) {
		drop("org.springframework.core.io.support.SpringFactoriesLoader", "cache", retirement);
		drop("org.springframework.context.annotation.BeanAnnotationHelper", "beanNameCache", retirement);
		drop("org.springframework.context.annotation.BeanAnnotationHelper", "scopedProxyCache", retirement);
	}

	private static void drop(String typeName, String fieldName, Retirement retirement) {
		try {
			Class<?> type = ClassUtils.resolveClassName(typeName, SpringCaches.class.getClassLoader());
			Field field = ReflectionUtils.findField(type, fieldName, Map.class);
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				if (ReflectionUtils.getField(field, null) instanceof Map<?, ?> cache) {
					cache.keySet().removeIf((key) -> isOfRetired(key, retirement));
				}
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot look into " + typeName + "." + fieldName + " of this version of Spring: " + ex);
		}
	}

	private static boolean isOfRetired(@Nullable Object key, Retirement retirement) {
		return retirement.isOfRetired((key instanceof Member member) ? member.getDeclaringClass() : key);
	}

}
