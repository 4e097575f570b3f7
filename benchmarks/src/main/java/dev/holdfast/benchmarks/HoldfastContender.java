package dev.holdfast.benchmarks;

import java.util.List;
import java.util.Map;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.Dehydrator;
import dev.holdfast.state.migration.RehydrationTarget;
import dev.holdfast.state.migration.Rehydrator;

/**
 * Holdfast's migration.
 */
final class HoldfastContender implements Contender {

	@Override
	public String name() {
		return "Holdfast";
	}

	@Override
	public Object move(Object graph, ClassLoader from, ClassLoader to) throws Exception {
		DehydratedValue dehydrated = new Dehydrator((type) -> type.getClassLoader() instanceof RestartClassLoader,
				ContainerAdapters.load(from), null)
			.dehydrate(Map.of(name(), graph))
			.values()
			.iterator()
			.next();
		return new Rehydrator(to, ContainerAdapters.load(to)).rehydrate(dehydrated, RehydrationTarget.of(List.class))
			.value();
	}

}
