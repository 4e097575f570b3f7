package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.resource.Delay;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Flux;

import dev.holdfast.redis.RedisAccess;
import dev.holdfast.redis.RedisStateStorage;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StateStorageException;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what is kept in Redis.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({ LettuceConnectionFactory.class, RedisClient.class })
@Conditional(OnRedisStorageCondition.class)
@EnableConfigurationProperties({ RedisStorageProperties.class, RestartStateProperties.class })
public final class RedisStorageAutoConfiguration {

	private static final String PREFIX = "holdfast.redis.";

	private static final Duration READ_AGAIN = Duration.ofSeconds(10);

	// Else the first request would make them, on a thread that must not wait
	@Bean
	static LazyInitializationExcludeFilter redisLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(RedisAccess.class, RestartState.class);
	}

	// Opens the connection, so that a wrong address shows at the start, and nobody waits
	// for the connection later on
	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(ReactiveRedisConnectionFactory.class)
	RedisAccess redisAccess(ReactiveRedisConnectionFactory connectionFactory, RedisStorageProperties properties,
			Environment environment) {
		Duration timeout = PropertyChecks.positive(PREFIX + "timeout", properties.getTimeout());
		RedisAccess access = new RedisAccess(connectionFactory, RedisAddress.of(connectionFactory),
				keyPrefix(properties, environment), timeout);
		access.checkReachable();
		return access;
	}

	private static String keyPrefix(RedisStorageProperties properties, Environment environment) {
		String prefix = properties.getKeyPrefix();
		if (StringUtils.hasText(prefix)) {
			return prefix;
		}
		String name = environment.getProperty("spring.application.name", "");
		if (name.isBlank()) {
			throw new StateStorageException(
					"State is to be kept in Redis, and the application has no name to tell it from that of others.",
					"Set spring.application.name, or " + PREFIX + "key-prefix, the same on all nodes.", null);
		}
		// Else the keys of an application 'a:cache' would be among those of 'a'
		return "holdfast:" + name.replace("%", "%25").replace(":", "%3A") + ":";
	}

	@Bean
	@ConditionalOnBean(RedisAccess.class)
	@ConditionalOnMissingBean(StateStorage.class)
	RedisStateStorage redisStateStorage(RedisAccess redis, ReactiveRedisConnectionFactory connectionFactory) {
		return new RedisStateStorage(redis, reconnections(connectionFactory));
	}

	private static Flux<?> reconnections(ReactiveRedisConnectionFactory factory) {
		if (factory instanceof LettuceConnectionFactory lettuce) {
			// Those of its configuration are missing if it makes its own
			EventBus events = lettuce.getRequiredNativeClient().getResources().eventBus();
			return events.get().ofType(ConnectionActivatedEvent.class);
		}
		// It does not tell
		return Flux.interval(READ_AGAIN);
	}

	@Bean
	@ConditionalOnMissingBean
	StateCodec stateCodec(RestartStateProperties properties, ConfigurableListableBeanFactory beanFactory) {
		ClassLoader classLoader = Objects.requireNonNullElse(beanFactory.getBeanClassLoader(),
				RedisStorageAutoConfiguration.class.getClassLoader());
		return new StateCodec(classLoader, ConfiguredStateFile.trusted(properties, beanFactory));
	}

	/**
	 * Lettuce waits up to 30 seconds between attempts to connect again.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientResourcesBuilderCustomizer.class)
	static class ReconnectionConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ClientResourcesBuilderCustomizer holdfastRedisReconnection() {
			return (builder) -> builder.reconnectDelay(
					Delay.equalJitter(Duration.ofMillis(10), Duration.ofMillis(500), 10, TimeUnit.MILLISECONDS));
		}

	}

}
