package dev.holdfast.state.migration;

import java.util.Map;
import java.util.Set;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Types whose objects belong to one generation, or to the JVM, and cannot be rebuilt.
 */
final class Refusals {

	private static final Map<Class<?>, String> SUPERTYPES = Map.ofEntries(
			Map.entry(Throwable.class, "An exception keeps the classes of its stack trace alive. Keep its text"),
			Map.entry(Thread.class, "A thread cannot be moved. Stop it with its bean, and start another one"),
			Map.entry(ThreadLocal.class, "The values of a thread local are out of reach"),
			Map.entry(ClassLoader.class, "A class loader cannot be moved"),
			Map.entry(java.util.Iterator.class, "An iterator cannot be moved. Keep what it iterates over"),
			Map.entry(BaseStream.class, "A stream can be used once. Keep what it was made from"),
			Map.entry(java.io.InputStream.class, "An open stream cannot be moved"),
			Map.entry(java.io.OutputStream.class, "An open stream cannot be moved"),
			Map.entry(java.lang.ref.Cleaner.Cleanable.class, "A cleaner cannot be moved"),
			Map.entry(java.util.EventObject.class, "The source of an event is out of reach. Keep what it tells"),
			Map.entry(java.util.Timer.class, "A timer has a thread and tasks that cannot be moved"),
			Map.entry(java.util.TimerTask.class, "A scheduled task cannot be moved"),
			Map.entry(java.lang.reflect.AnnotatedElement.class, "Reflection refers to a class. Keep names"));

	private static final Set<String> INFRASTRUCTURE = Set.of("org.springframework.beans.factory.BeanFactory",
			"org.springframework.core.env.Environment", "org.springframework.http.HttpMessage",
			"org.springframework.web.server.ServerWebExchange", "org.springframework.web.server.WebSession",
			"org.reactivestreams.Publisher", "org.reactivestreams.Subscription", "org.springframework.aop.SpringProxy");

	private static final String COMPONENT = "org.springframework.stereotype.Component";

	private Refusals() {
	}

	/**
	 * Return why objects of a type cannot be migrated.
	 * @param type the type
	 * @return the reason, as a sentence without its full stop, or {@code null} if there
	 * is nothing against it
	 */
	static @Nullable String of(Class<?> type) {
		for (Map.Entry<Class<?>, String> entry : SUPERTYPES.entrySet()) {
			if (entry.getKey().isAssignableFrom(type) && type != Class.class) {
				return entry.getValue();
			}
		}
		if ((!type.isHidden() && type.getName().contains(ClassUtils.CGLIB_CLASS_SEPARATOR))
				|| MergedAnnotations.from(type).isPresent(COMPONENT)) {
			return "It is a bean of the application context, which each generation has anew. Keep its data, not the bean";
		}
		for (Class<?> supertype : Instances.interfaces(type)) {
			if (INFRASTRUCTURE.contains(supertype.getName())) {
				return "It belongs to the application context or to a request of one generation (it is a %s)"
					.formatted(supertype.getSimpleName());
			}
		}
		return null;
	}

}
