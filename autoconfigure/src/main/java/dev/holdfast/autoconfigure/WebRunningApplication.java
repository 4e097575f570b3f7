package dev.holdfast.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.holdfast.reload.RunningApplication;
import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Route;

/**
 * A running application that serves WebFlux.
 */
final class WebRunningApplication implements RunningApplication {

	private final ConfigurableListableBeanFactory beans;

	private final int maxDepth;

	WebRunningApplication(ConfigurableListableBeanFactory beans, int maxDepth) {
		this.beans = beans;
		this.maxDepth = maxDepth;
	}

	@Override
	public @Nullable List<Route> routes() {
		return new WebRoutes(this.beans).find();
	}

	@Override
	public BeanClasses beans() {
		return new ContextBeanClasses(this.beans);
	}

	@Override
	public int maxDepth() {
		return this.maxDepth;
	}

}
