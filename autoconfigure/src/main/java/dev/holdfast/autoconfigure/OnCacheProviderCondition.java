package dev.holdfast.autoconfigure;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches if Spring Boot would choose Caffeine or plain maps for {@code @Cacheable}, and
 * nobody has set anything of that. Otherwise says so in the log.
 */
final class OnCacheProviderCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final Log logger = LogFactory.getLog(OnCacheProviderCondition.class);

	private static final String PREFIX = "spring.cache";

	private static final String BOOT = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration";

	private static final String JCACHE_PROVIDER = "META-INF/services/javax.cache.spi.CachingProvider";

	private static final List<String> CAFFEINE_BEANS = List.of("com.github.benmanes.caffeine.cache.Caffeine",
			"com.github.benmanes.caffeine.cache.CaffeineSpec", "com.github.benmanes.caffeine.cache.CacheLoader");

	private static final List<String> PROVIDER_BEANS = List.of("org.springframework.cache.Cache",
			"javax.cache.CacheManager", "com.hazelcast.core.HazelcastInstance",
			"org.springframework.data.couchbase.CouchbaseClientFactory",
			"org.springframework.data.redis.connection.RedisConnectionFactory");

	private static final List<String> PROVIDERS = List.of(
			"org.infinispan.spring.embedded.provider.SpringEmbeddedCacheManager",
			"org.cache2k.extra.spring.SpringCache2kCacheManager");

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Cache provider");
		if ("holdfast".equals(context.getEnvironment().getProperty(PREFIX + ".type"))) {
			return ConditionOutcome.match(message.because(PREFIX + ".type is 'holdfast'"));
		}
		if (isInRedis(context.getEnvironment())) {
			return ConditionOutcome.match(message.because("entries are to be kept in Redis by Holdfast"));
		}
		String reason = reasonToStepAside(context);
		if (reason == null) {
			return ConditionOutcome.match(message.because("nothing else is configured"));
		}
		logger.info("@Cacheable does not use the caches of Holdfast, and so begins empty after restarts, because "
				+ reason + ". To use them nevertheless, set " + PREFIX + ".type to holdfast");
		return ConditionOutcome.noMatch(message.because(reason));
	}

	// Who asks for that means Spring's caching, too
	private static boolean isInRedis(Environment environment) {
		String storage = environment.getProperty("holdfast.cache.storage",
				environment.getProperty("holdfast.state.storage", ""));
		return storage.equalsIgnoreCase("redis") && environment.getProperty(PREFIX + ".type") == null;
	}

	private static @Nullable String reasonToStepAside(ConditionContext context) {
		Map<String, String> properties = Binder.get(context.getEnvironment())
			.bind(PREFIX, Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of);
		if (!properties.isEmpty()) {
			return PREFIX + "." + properties.keySet().iterator().next() + " is set";
		}
		String bean = bean(context, CAFFEINE_BEANS.stream());
		ClassLoader classLoader = context.getClassLoader();
		if (bean == null && ClassUtils.isPresent(BOOT, classLoader)) {
			bean = bean(context, PROVIDER_BEANS.stream());
			return (bean != null) ? bean : provider(classLoader);
		}
		return bean;
	}

	private static @Nullable String bean(ConditionContext context, Stream<String> types) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		ClassLoader classLoader = context.getClassLoader();
		if (beans == null) {
			return null;
		}
		return types.filter((type) -> ClassUtils.isPresent(type, classLoader))
			.flatMap((type) -> Stream
				.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans,
						ClassUtils.resolveClassName(type, classLoader), true, false))
				.map((name) -> "there is a bean '" + name + "' of type " + type))
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String provider(@Nullable ClassLoader classLoader) {
		if (isJCacheChosen(classLoader)) {
			return "there is a provider of JCache";
		}
		return PROVIDERS.stream()
			.filter((type) -> ClassUtils.isPresent(type, classLoader))
			.map((type) -> type + " is on the class path")
			.findFirst()
			.orElse(null);
	}

	// Of several providers, Spring Boot chooses none
	private static boolean isJCacheChosen(@Nullable ClassLoader classLoader) {
		ClassLoader loader = (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
		try {
			return ClassUtils.isPresent("org.springframework.cache.jcache.JCacheCacheManager", loader)
					&& Collections.list(loader.getResources(JCACHE_PROVIDER)).size() == 1;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
