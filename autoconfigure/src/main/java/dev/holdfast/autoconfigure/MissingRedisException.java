package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

import dev.holdfast.state.storage.StateStorageException;

/**
 * Something is to be kept in Redis, and there is nothing to reach it with.
 */
final class MissingRedisException extends StateStorageException {

	private static final long serialVersionUID = 1L;

	private static final String CLIENT = "io.lettuce.core.RedisClient";

	private static final String AUTO_CONFIGURATION = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";

	private MissingRedisException(String problem, String action) {
		super(problem, action, null);
	}

	/**
	 * Return what needs Redis.
	 * @param <T> the type of the bean
	 * @param provider provides it, if it can
	 * @param property what asks for it
	 * @return the bean
	 */
	static <T> T required(ObjectProvider<T> provider, String property) {
		T bean = provider.getIfAvailable();
		if (bean == null) {
			throw of(property);
		}
		return bean;
	}

	private static MissingRedisException of(String property) {
		// That of the thread, which starts the application
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		String otherwise = ", or set " + property + " to heap.";
		if (!ClassUtils.isPresent(CLIENT, classLoader) || !ClassUtils.isPresent(AUTO_CONFIGURATION, classLoader)) {
			return new MissingRedisException(
					property + " is redis, but Spring Data Redis with Lettuce is not on the class path.",
					"Add the dependency org.springframework.boot:spring-boot-starter-data-redis-reactive" + otherwise);
		}
		return new MissingRedisException(
				property + " is redis, but there is no single bean of type ReactiveRedisConnectionFactory.",
				"Leave it to Spring Boot, by not excluding its auto-configuration of Redis and not choosing Jedis; "
						+ "define one; or mark one of several as primary" + otherwise);
	}

}
