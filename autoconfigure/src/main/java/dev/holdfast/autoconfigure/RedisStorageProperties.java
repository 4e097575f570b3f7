package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what is kept in Redis. Where the server is, Spring Boot's own properties
 * say.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.redis")
public class RedisStorageProperties {

	/**
	 * How long to wait for an answer of Redis at most.
	 */
	private Duration timeout = Duration.ofSeconds(2);

	/**
	 * What all keys in Redis begin with. All nodes of an application must have the same.
	 * If it is not set, "holdfast:" and the name of the application.
	 */
	private @Nullable String keyPrefix;

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public @Nullable String getKeyPrefix() {
		return this.keyPrefix;
	}

	public void setKeyPrefix(@Nullable String keyPrefix) {
		this.keyPrefix = keyPrefix;
	}

}
