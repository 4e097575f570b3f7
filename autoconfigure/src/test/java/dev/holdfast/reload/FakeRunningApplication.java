package dev.holdfast.reload;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Route;

/**
 * An application of which only the routes are known.
 */
final class FakeRunningApplication implements RunningApplication {

	private final Supplier<@Nullable List<Route>> routes;

	FakeRunningApplication(Supplier<@Nullable List<Route>> routes) {
		this.routes = routes;
	}

	@Override
	public @Nullable List<Route> routes() {
		return this.routes.get();
	}

	@Override
	public BeanClasses beans() {
		return (type) -> Set.of();
	}

	@Override
	public int maxDepth() {
		return 0;
	}

}
