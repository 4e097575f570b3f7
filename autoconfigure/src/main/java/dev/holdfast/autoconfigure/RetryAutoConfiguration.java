package dev.holdfast.autoconfigure;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.server.WebFilter;
import reactor.netty.http.server.HttpServerRequest;

import dev.holdfast.retry.FailureRecorder;
import dev.holdfast.retry.RetryBackoff;
import dev.holdfast.retry.RetryCounts;
import dev.holdfast.retry.RetryFilter;
import dev.holdfast.retry.RetryServer;
import dev.holdfast.retry.RetrySettings;
import dev.holdfast.retry.StaleErrorClassifier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the retry of requests that a
 * restart has spoilt, in development.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(WebFilter.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnRestarts
@ConditionalOnBooleanProperty(name = { "holdfast.enabled", "holdfast.retry.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(RetryProperties.class)
public final class RetryAutoConfiguration {

	@Bean
	RetryFilter retryFilter(RetrySettings settings, ObjectProvider<StaleErrorClassifier> classifiers,
			ObjectProvider<RetryServer> server, ResourceLoader resourceLoader, RetryCounts counts) {
		return RetryFilter.of(settings, classifiers.orderedStream().toList(), resourceLoader.getClassLoader(),
				server.getIfAvailable(AnyRetryServer::new), counts);
	}

	@Bean
	RetryCounts retryCounts() {
		return RetryCounts.get();
	}

	@Bean
	RetrySettings retrySettings(RetryProperties properties) {
		RetryBackoff backoff = new RetryBackoff(
				PropertyChecks.notNegative("holdfast.retry.initial-backoff", properties.getInitialBackoff()),
				PropertyChecks.notNegative("holdfast.retry.max-backoff", properties.getMaxBackoff()));
		return new RetrySettings(PropertyChecks.notNegative("holdfast.retry.quiet-period", properties.getQuietPeriod()),
				PropertyChecks.notNegative("holdfast.retry.max-wait", properties.getMaxWait()),
				PropertyChecks.atLeast(0, "holdfast.retry.max-attempts", properties.getMaxAttempts()), backoff,
				PropertyChecks.notNegative("holdfast.retry.spread", properties.getSpread()), properties.getMethods(),
				PropertyChecks.atLeast(0, "holdfast.retry.max-held", properties.getMaxHeld()));
	}

	static FailureRecorder recorder(ObjectProvider<HandlerAdapter> adapters) {
		Supplier<List<HandlerAdapter>> all = SingletonSupplier.of(() -> adapters.orderedStream().toList());
		return new FailureRecorder(all);
	}

	/**
	 * The server, if it is one of Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpServerRequest.class)
	static class NettyConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RetryServer retryServer() {
			return new NettyRetryServer();
		}

	}

	/**
	 * What handlers of WebFlux fail with.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerAdapter.class)
	static class WebFluxConfiguration {

		@Bean(RetryManagementContextConfiguration.RECORDER)
		FailureRecorder retryFailureRecorder(ObjectProvider<HandlerAdapter> adapters) {
			return recorder(adapters);
		}

	}

	/**
	 * Meters, if there is a registry that binds them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		MeterBinder retryMeters(RetryCounts counts) {
			return (registry) -> {
				bind(registry, counts, "held", RetryCounts::getHeld);
				bind(registry, counts, "retried", RetryCounts::getRetried);
				bind(registry, counts, "expired", RetryCounts::getExpired);
				bind(registry, counts, "passed", RetryCounts::getPassed);
			};
		}

		private static void bind(MeterRegistry registry, RetryCounts counts, String outcome,
				ToDoubleFunction<RetryCounts> count) {
			FunctionCounter.builder("holdfast.retry.requests", counts, count)
				.tag("outcome", outcome)
				.description("What became of requests that failed")
				.register(registry);
		}

	}

}
