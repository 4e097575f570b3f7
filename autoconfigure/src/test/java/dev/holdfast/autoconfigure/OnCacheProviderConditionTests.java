package dev.holdfast.autoconfigure;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.CaffeineSpec;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Configuration;

import dev.holdfast.cache.RestartCacheManager;
import dev.holdfast.cache.RestartCaches;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OnCacheProviderConditionTests {

	private static final String BOOT = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration";

	private final ApplicationContextRunner plainRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class, RestartCacheAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.plainRunner
		.withUserConfiguration(CachingConfiguration.class);

	@Test
	void stepsAsideForPropertiesOfSpring(CapturedOutput output) {
		assertStepsAside(this.contextRunner.withPropertyValues("spring.cache.type=redis"));
		assertStepsAside(this.contextRunner.withPropertyValues("spring.cache.caffeine.spec=maximumSize=5"));
		assertStepsAside(this.contextRunner.withPropertyValues("spring.cache.cache-names=a,b"));
		assertThat(output)
			.contains("@Cacheable does not use the caches of Holdfast, and so begins empty after restarts, because "
					+ "spring.cache.type is set. To use them nevertheless, set spring.cache.type to holdfast")
			.contains("because spring.cache.caffeine.spec is set")
			.contains("because spring.cache.cache-names is set");
	}

	@Test
	void stepsAsideForBeansOfCaffeine(CapturedOutput output) {
		assertStepsAside(this.contextRunner.withBean("mine", Caffeine.class, Caffeine::newBuilder));
		assertStepsAside(
				this.contextRunner.withBean("spec", CaffeineSpec.class, () -> CaffeineSpec.parse("maximumSize=5")));
		assertThat(output)
			.contains("because there is a bean 'mine' of type com.github.benmanes.caffeine.cache.Caffeine")
			.contains("because there is a bean 'spec' of type");
	}

	@Test
	void stepsAsideForAnotherProvider(CapturedOutput output) {
		ApplicationContextRunner runner = this.contextRunner.withBean("stock", Cache.class,
				() -> new ConcurrentMapCache("stock"));
		runner.run((context) -> assertThat(context).hasSingleBean(RestartCacheManager.class));
		assertStepsAside(runner.withClassLoader(with(BOOT)));
		assertThat(output).contains("because there is a bean 'stock' of type org.springframework.cache.Cache.");
		String provider = "org.cache2k.extra.spring.SpringCache2kCacheManager";
		assertStepsAside(this.contextRunner.withClassLoader(with(BOOT, provider)));
		assertThat(output).contains("because " + provider + " is on the class path");
	}

	@Test
	void takesOverFromSimpleCaches(CapturedOutput output) {
		this.contextRunner.withClassLoader(with(BOOT))
			.run((context) -> assertThat(context).hasSingleBean(RestartCacheManager.class));
		assertThat(output).doesNotContain("@Cacheable");
	}

	@Test
	void takesOverWhenAskedTo(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("spring.cache.type=holdfast", "spring.cache.cache-names=a,b",
					"spring.cache.caffeine.spec=maximumSize=5")
			.run((context) -> assertThat(context).hasSingleBean(RestartCacheManager.class));
		assertThat(output).doesNotContain("@Cacheable");
	}

	@Test
	void saysNothingIfItHasNothingToSay(CapturedOutput output) {
		this.plainRunner.withPropertyValues("spring.cache.type=redis")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RestartCaches.class));
		this.contextRunner.withBean(ConcurrentMapCacheManager.class)
			.withPropertyValues("spring.cache.cache-names=a")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RestartCacheManager.class));
		assertThat(output).doesNotContain("@Cacheable");
	}

	private static void assertStepsAside(ApplicationContextRunner runner) {
		runner.run((context) -> assertThat(context).getFailure()
			.hasMessageContaining("No qualifying bean of type 'org.springframework.cache.CacheManager'"));
	}

	private static ClassLoader with(String... classNames) {
		ClassLoader classLoader = OnCacheProviderConditionTests.class.getClassLoader();
		for (String className : classNames) {
			classLoader = new ByteBuddy().subclass(Object.class)
				.name(className)
				.make()
				.load(classLoader)
				.getLoaded()
				.getClassLoader();
		}
		return classLoader;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class CachingConfiguration {

	}

}
