package dev.holdfast.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import dev.holdfast.ratelimit.RateLimitHandlerAdapter;

/**
 * Finds mistakes in annotations of limited methods, before there are requests.
 */
final class RateLimitedMethodsCheck implements SmartInitializingSingleton {

	private final RateLimitHandlerAdapter adapter;

	private final ObjectProvider<RequestMappingHandlerMapping> mappings;

	RateLimitedMethodsCheck(RateLimitHandlerAdapter adapter, ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.adapter = adapter;
		this.mappings = mappings;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.mappings.forEach((mapping) -> mapping.getHandlerMethods().values().forEach(this.adapter::prepare));
	}

}
