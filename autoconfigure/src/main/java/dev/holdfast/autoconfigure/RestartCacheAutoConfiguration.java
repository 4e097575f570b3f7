package dev.holdfast.autoconfigure;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import dev.holdfast.cache.RestartCacheManager;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.redis.RedisAccess;
import dev.holdfast.restart.Restarts;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.storage.StateCodec;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for caches, and for Spring's caching
 * with them.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RestartAutoConfiguration.class,
		afterName = { "org.springframework.boot.data.couchbase.autoconfigure.DataCouchbaseAutoConfiguration",
				"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
				"org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration" },
		beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnClass(Caffeine.class)
@ConditionalOnBooleanProperty(name = "holdfast.cache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CacheProperties.class)
public final class RestartCacheAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RestartCaches restartCaches(HoldfastProperties properties, RestartStateProperties stateProperties,
			CacheProperties cacheProperties, ObjectProvider<RestartState> state, ObjectProvider<RedisAccess> redis,
			ObjectProvider<StateCodec> codecs) {
		ConfiguredCaches configured = new ConfiguredCaches(cacheProperties);
		SharedStorageType own = cacheProperties.getStorage();
		if (SharedStorageType.isRedis(own, stateProperties.getStorage())) {
			RedisAccess access = MissingRedisException.required(redis,
					(own != null) ? "holdfast.cache.storage" : "holdfast.state.storage");
			StateCodec codec = codecs.getObject();
			return RestartCaches.shared(access, codec::encode, (bytes) -> codec.decode(bytes, Object.class),
					configured.defaults(), configured);
		}
		return (properties.isEnabled() && Restarts.areActive())
				? RestartCaches.surviving(state.getObject(), configured.defaults(), configured)
				: RestartCaches.create(configured.defaults(), configured);
	}

	/**
	 * What {@code @Cacheable} uses, unless the application has chosen something else.
	 * What it has chosen is only asked for, and told of, if there is a question.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(CacheAspectSupport.class)
	@ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
	static class SpringCachingConfiguration {

		@Configuration(proxyBeanMethods = false)
		@Conditional(OnCacheProviderCondition.class)
		static class CacheManagerConfiguration {

			@Bean
			RestartCacheManager cacheManager(RestartCaches caches) {
				return new RestartCacheManager(caches);
			}

		}

	}

}
