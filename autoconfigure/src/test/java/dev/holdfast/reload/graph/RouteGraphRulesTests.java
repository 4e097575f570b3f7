package dev.holdfast.reload.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the table of edits does not show: depth, classes that come, unreadable files.
 */
class RouteGraphRulesTests {

	private static final SampleApp APP = new SampleApp();

	@TempDir
	Path classes;

	ClassGraph graph;

	@BeforeEach
	void setUp() {
		TestCompiler.compile(APP.sources(), this.classes);
		this.graph = new ClassGraph(List.of(this.classes));
		this.graph.build();
	}

	@Test
	void stopsAtTheDepth() {
		assertThat(affected(1, "app.order.OrderFormatter")).containsExactly("GET /order/{id}");
		assertThat(affected(1, "app.shared.Texts")).isEmpty();
		assertThat(affected(2, "app.shared.Texts")).hasSize(SampleApp.DOMAINS.size());
	}

	@Test
	void tellsTheClassesBehindARoute() {
		RouteGraph routes = routes(0);
		assertThat(routes.classesBehind(route("GET /order/about"))).containsExactly("app.order.OrderController",
				"app.order.OrderController$Summary", "app.shared.Get");
		assertThat(routes.classesBehind(route("GET /order"))).contains("app.order.DefaultOrderService",
				"app.order.InMemoryOrderRepository", "app.shared.Ids");
	}

	@Test
	void newImplementationReachesOnlyThoseThatLookBeansUp() {
		TestCompiler.compile(Map.of("app.pay.WireGateway",
				"package app.pay; class WireGateway implements Gateway { public String pay(Money m) { return \"wire\"; } }"),
				this.classes, this.classes);
		this.graph.update(TestCompiler.file(this.classes, "app.pay.WireGateway"));
		assertThat(affected(0, "app.pay.WireGateway")).containsExactly("GET /lookup");
	}

	@Test
	void helperThatGetsAnInterfaceReachesAllImplementations() {
		TestCompiler.compile(Map.of("app.pay.PayController", """
				package app.pay;
				class PayController {
					private final Gateway gateway;
					PayController(Gateway gateway) { this.gateway = gateway; }
					String pay() { return new Helper(this.gateway).pay(); }
				}
				record Helper(Gateway gateway) {
					String pay() { return this.gateway.pay(new Money(1)); }
				}"""), this.classes, this.classes);
		this.graph.update(TestCompiler.file(this.classes, "app.pay.PayController"));
		this.graph.update(TestCompiler.file(this.classes, "app.pay.Helper"));
		assertThat(affected(0, "app.pay.CashGateway")).contains("POST /pay");
	}

	@Test
	void unreadableClassesCountAsChanged() throws IOException {
		Path file = TestCompiler.file(this.classes, "app.order.OrderFormatter");
		Files.write(file, new byte[10]);
		this.graph.update(file);
		assertThat(affected(0, "app.page.Orphan")).containsExactly("GET /order/{id}");
		assertThat(affected(0)).isEmpty();
	}

	@Test
	void handlersMayBeWholeClassesUnknownOnesAndInheritedMethods() throws NoSuchMethodException {
		List<Route> routes = List.of(new Route("whole", Origin.of("app.order.OrderController")),
				new Route("unknown", Origin.of("com.acme.Library")),
				new Route("inherited", Origin.of("app.page.HelpController", Object.class.getMethod("toString"))));
		BeanClasses beans = (type) -> type.equals("com.acme.Library") ? Set.of("app.shared.Ids") : Set.of();
		RouteGraph graph = RouteGraph.of(this.graph, routes, beans, 0);
		assertThat(graph.affectedRoutes(Set.of("app.order.OrderAudit"))).containsExactly(routes.get(0));
		assertThat(graph.affectedRoutes(Set.of("app.shared.Ids"))).contains(routes.get(1));
		assertThat(graph.affectedRoutes(Set.of("app.page.Titles"))).containsExactly(routes.get(2));
	}

	private Set<String> affected(int maxDepth, String... types) {
		return routes(maxDepth).affectedRoutes(Set.of(types)).stream().map(Route::name).collect(Collectors.toSet());
	}

	private RouteGraph routes(int maxDepth) {
		return RouteGraph.of(this.graph, APP.routes().values(), APP, maxDepth);
	}

	private static Route route(String name) {
		return APP.routes().getOrDefault(name, new Route(name, Origin.of("none")));
	}

}
