package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.ClassUtils;

/**
 * The container adapters that one generation knows. Holds its classes and adapters: an
 * instance must not outlive the generation.
 *
 * @since 0.1.0
 */
public final class ContainerAdapters {

	private static final Log logger = LogFactory.getLog(ContainerAdapters.class);

	private final List<ContainerAdapter<?>> adapters;

	private final Map<Class<?>, Optional<ContainerAdapter<?>>> found = new ConcurrentHashMap<>();

	private ContainerAdapters(List<ContainerAdapter<?>> adapters) {
		this.adapters = adapters;
	}

	/**
	 * Load the adapters: the built-in ones, then those that
	 * {@code META-INF/spring.factories} names. One that cannot be made is logged and left
	 * out.
	 * @param classLoader the loader of the generation, or {@code null} for the default
	 * one
	 * @return the adapters
	 */
	public static ContainerAdapters load(@Nullable ClassLoader classLoader) {
		List<ContainerAdapter<?>> adapters = new ArrayList<>(JdkContainers.all());
		if (ClassUtils.isPresent("com.github.benmanes.caffeine.cache.Cache",
				ContainerAdapters.class.getClassLoader())) {
			adapters.add(new CaffeineAdapter());
		}
		// The failure as text: a logged throwable would hold on to the classes of its
		// origin
		FailureHandler failureHandler = FailureHandler.handleMessage(
				(message, failure) -> logger.warn(message.get() + "; its containers cannot be migrated: " + failure));
		for (ContainerAdapter<?> adapter : SpringFactoriesLoader.forDefaultResourceLocation(classLoader)
			.load(ContainerAdapter.class, failureHandler)) {
			adapters.add(adapter);
		}
		return new ContainerAdapters(List.copyOf(adapters));
	}

	/**
	 * Find the adapter of a type.
	 * @param type the class of a container
	 * @return the first adapter that supports exactly this type, or {@code null} if none
	 * does
	 */
	public @Nullable ContainerAdapter<?> find(Class<?> type) {
		Optional<ContainerAdapter<?>> adapter = this.found.get(type);
		if (adapter == null) {
			adapter = this.adapters.stream().filter((candidate) -> candidate.supports(type)).findFirst();
			this.found.put(type, adapter);
		}
		return adapter.orElse(null);
	}

}
