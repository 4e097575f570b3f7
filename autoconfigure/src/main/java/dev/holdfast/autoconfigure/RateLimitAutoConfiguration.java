package dev.holdfast.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimitHandlerAdapter;
import dev.holdfast.ratelimit.RateLimitKeyResolver;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.redis.RedisAccess;
import dev.holdfast.state.RestartState;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for rate limiters.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RestartAutoConfiguration.class,
		afterName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
@ConditionalOnClass(Caffeine.class)
@ConditionalOnBooleanProperty(name = "holdfast.rate-limit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RateLimitProperties.class)
public final class RateLimitAutoConfiguration {

	private static final String PREFIX = "holdfast.rate-limit.";

	@Bean
	@ConditionalOnMissingBean
	RateLimiters rateLimiters(RateLimitProperties properties, RestartStateProperties stateProperties,
			ObjectProvider<RestartState> state, ObjectProvider<RedisAccess> redis) {
		Map<String, RateLimit> limits = limits(properties);
		SharedStorageType own = properties.getStorage();
		if (SharedStorageType.isRedis(own, stateProperties.getStorage())) {
			RedisAccess access = MissingRedisException.required(redis,
					(own != null) ? PREFIX + "storage" : "holdfast.state.storage");
			return RateLimiters.shared(access, (name) -> isFailOpen(properties, name), limits);
		}
		int maxIdentifiers = PropertyChecks.atLeast(1, PREFIX + "max-identifiers", properties.getMaxIdentifiers());
		return RateLimiters.create(state.getObject(), maxIdentifiers, limits);
	}

	private static boolean isFailOpen(RateLimitProperties properties, String name) {
		RateLimitProperties.Limit limit = properties.getLimits().get(name);
		Boolean own = (limit != null) ? limit.getFailOpen() : null;
		return (own != null) ? own : properties.isFailOpen();
	}

	private static Map<String, RateLimit> limits(RateLimitProperties properties) {
		Map<String, RateLimit> limits = new LinkedHashMap<>();
		properties.getLimits()
			.forEach((name, limit) -> limits.put(name,
					PropertyChecks.explained(PREFIX + "limits[" + name + "]",
							limit.getLimit() + " in " + limit.getWindow(),
							() -> new RateLimit(limit.getLimit(), limit.getWindow(), limit.getAlgorithm()))));
		return limits;
	}

	/**
	 * What applies limiters to requests.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class WebConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RateLimitKeyResolver rateLimitKeyResolver(RateLimitProperties properties) {
			List<String> proxies = properties.getTrustedProxies();
			return PropertyChecks.explained(PREFIX + "trusted-proxies", proxies,
					() -> RateLimitKeyResolver.remoteAddress(proxies));
		}

		@Bean
		@ConditionalOnBean(RequestMappingHandlerAdapter.class)
		RateLimitHandlerAdapter rateLimitHandlerAdapter(RateLimiters limiters, BeanFactory beanFactory,
				RequestMappingHandlerAdapter requestMappingHandlerAdapter) {
			return new RateLimitHandlerAdapter(limiters,
					(name) -> name.isEmpty() ? beanFactory.getBean(RateLimitKeyResolver.class)
							: beanFactory.getBean(name, RateLimitKeyResolver.class),
					requestMappingHandlerAdapter);
		}

		// What is initialized lazily may define limiters later
		@Bean
		@ConditionalOnBean(RateLimitHandlerAdapter.class)
		@ConditionalOnBooleanProperty(name = "spring.main.lazy-initialization", havingValue = false,
				matchIfMissing = true)
		RateLimitedMethodsCheck rateLimitedMethodsCheck(RateLimitHandlerAdapter adapter,
				ObjectProvider<RequestMappingHandlerMapping> mappings) {
			return new RateLimitedMethodsCheck(adapter, mappings);
		}

	}

}
