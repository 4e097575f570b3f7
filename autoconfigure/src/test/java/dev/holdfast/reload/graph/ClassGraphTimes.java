package dev.holdfast.reload.graph;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.reload.redefine.Told;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prints how long it takes with some 2,000 classes. Runs by name only, as it fails for no
 * figure. The first build is the one that an application sees: nothing has been compiled
 * by the JIT yet.
 */
class ClassGraphTimes {

	private static final Log logger = LogFactory.getLog(ClassGraphTimes.class);

	@Test
	void measure(@TempDir Path directory) {
		SampleApp app = new SampleApp();
		Map<String, String> sources = new TreeMap<>();
		for (int copy = 0; copy < 8; copy++) {
			String name = "app" + copy;
			app.sources()
				.forEach((type, source) -> sources.put(type.replaceFirst("app", name),
						source.replace("package app.", "package " + name + ".")
							.replace("import app.", "import " + name + ".")));
		}
		TestCompiler.compile(sources, directory);
		ClassGraph graph = new ClassGraph(List.of(directory));
		double first = milliseconds(graph::build);
		assertThat(graph.snapshot().nodes()).hasSizeGreaterThan(2000);
		Path file = TestCompiler.file(directory, "app1.order.OrderController");
		double[] updates = new double[50];
		double[] affected = new double[updates.length];
		double[] routes = new double[updates.length];
		for (int i = 0; i < updates.length; i++) {
			updates[i] = milliseconds(() -> graph.update(file));
			routes[i] = milliseconds(() -> RouteGraph.of(graph, routesOf(app), app, 0));
			RouteGraph made = RouteGraph.of(graph, routesOf(app), app, 0);
			affected[i] = milliseconds(
					() -> made.affectedRoutes(Map.of("app1.shared.Ids", ClassChange.structure(List.of()))));
		}
		double[] weaving = TestCompiler.read(directory)
			.values()
			.stream()
			.mapToDouble((type) -> milliseconds(() -> Told.weave(type)))
			.toArray();
		logger.info("Weaving: %.0f ms in all, each ".formatted(Arrays.stream(weaving).sum()) + text(weaving));
		byte[] content = TestCompiler.read(directory, "app1.order.OrderController");
		byte[] other = TestCompiler.read(directory, "app1.invoice.InvoiceController");
		double comparison = milliseconds(() -> ClassChange.between(content, other));
		logger.info("%s classes: first build %.0f ms, warm build %.0f ms".formatted(graph.snapshot().nodes().size(),
				first, milliseconds(graph::build)));
		logger.info("Update of one class: " + text(updates));
		logger.info("Route graph: " + text(routes));
		logger.info("Affected routes of it: " + text(affected));
		logger.info(String.format(Locale.ROOT, "First comparison of two class files: %.2f ms", comparison));
	}

	private static List<Route> routesOf(SampleApp app) {
		return app.routes()
			.values()
			.stream()
			.map((route) -> new Route(route.name(),
					new Origin(route.handler().type().replaceFirst("app", "app1"), route.handler().method())))
			.toList();
	}

	private static double milliseconds(Runnable task) {
		long start = System.nanoTime();
		task.run();
		return (System.nanoTime() - start) / 1e6;
	}

	private static String text(double[] milliseconds) {
		double first = milliseconds[0];
		double[] sorted = milliseconds.clone();
		Arrays.sort(sorted);
		return String.format(Locale.ROOT, "first %.1f ms, median %.2f ms, longest %.1f ms", first,
				sorted[sorted.length / 2], sorted[sorted.length - 1]);
	}

}
