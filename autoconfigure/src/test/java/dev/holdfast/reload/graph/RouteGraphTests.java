package dev.holdfast.reload.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The routes that edits of the sample application affect, edited and compiled for real.
 */
class RouteGraphTests {

	private static final SampleApp APP = new SampleApp();

	private static final String[] EVERY = { "*" };

	private static final String[] ORDER = { "GET /order", "GET /order/{id}", "POST /order" };

	private static final String[] ALL_ORDER = { "GET /order", "GET /order/{id}", "POST /order", "GET /order/about" };

	private static final String[] PAY = { "POST /pay", "POST /cash", "GET /report", "GET /lookup" };

	private static final String[] PAGES = { "GET /page", "GET /right", "GET /help" };

	private static final List<Edit> EDITS = List.of(
			edit("body of a handler", "order.OrderController", "made.id()", "made.id() + 1", "POST /order"),
			edit("lambda of a handler", "order.OrderController", "item.state()",
					"item . state() != null || item.state()", "GET /order"),
			edit("helper of a handler", "order.OrderController", "\"about\"", "\"About\"", "GET /order/about"),
			edit("field of a controller", "order.OrderController", "private String label",
					"int x; private String label", ALL_ORDER),
			edit("annotation of a handler", "order.OrderController", "@Get public String one",
					"@Get(\"x\") public String one", ALL_ORDER),
			edit("constructor of a controller", "order.OrderController", "this.audit = audit;",
					"this.audit = Objects.requireNonNull(audit);", ALL_ORDER),
			edit("record in a controller", "order.OrderController", "\"<\"", "\"[\"", "GET /order/about"),
			edit("comment", "order.OrderController", "private String label", "/* a */\nprivate String label"),
			edit("body of a service", "order.DefaultOrderService", "return made;", "made.id(); return made;", ORDER),
			edit("default method of an interface", "order.OrderService", "== id", "== id + 1", ORDER),
			edit("method added to an interface", "order.OrderService", "List<",
					"default int size() { return 1; } List<", ORDER),
			edit("repository behind two interfaces", "order.InMemoryOrderRepository", "List.copyOf(this.items)",
					"new ArrayList<>(this.items)", ORDER),
			edit("generic interface of all repositories", "shared.Store", "findFirst", "findAny", domains(ORDER)),
			edit("record", "order.Order", "return text", "return text + 1", ORDER),
			edit("record in a signature", "order.OrderRequest", "text.trim()", "text", ORDER),
			edit("constant of an enum with a body", "order.OrderState", "return true", "return false", ORDER),
			edit("sibling of a sealed type", "order.OrderEvent", "\"deleted\"", "\"gone\"", "POST /order"),
			edit("exception made in a lambda", "order.OrderNotFound", "Not found", "None", "GET /order/{id}"),
			edit("static helper", "order.OrderFormatter", "item.text()", "item.text() + 1", "GET /order/{id}"),
			edit("lambda of an injected class", "order.OrderAudit", "noted ", "seen ", "POST /order"),
			edit("constant copied into its user", "order.OrderLimits", "100", "200", ORDER),
			edit("class made by a service", "order.OrderMapper", "request.clean()", "request.clean() + 1", ORDER),
			edit("bean that many use", "shared.Ids", "nanoTime", "currentTimeMillis", domains(ORDER)),
			edit("helper of helpers", "shared.Texts", "text.trim()", "text", domains("GET /order/{id}")),
			edit("annotation on the handlers", "shared.Get", "String value", "int order() default 1; String value",
					EVERY)
				.exceptRoutes("GET /echo", "GET /ping"),
			edit("one implementation of two", "pay.CardGateway", "\"card\"", "\"CARD\"", "POST /pay", "GET /report",
					"GET /lookup"),
			edit("the other implementation", "pay.CashGateway", "\"cash\"", "\"CASH\"", "POST /cash", "GET /report",
					"GET /lookup"),
			edit("interface with two implementations", "pay.Gateway", "String pay",
					"default int x() { return 1; } String pay", PAY),
			edit("record in the signature of an interface", "pay.Money", "\"c\"", "\"ct\"", PAY),
			edit("helper of an anonymous class", "pay.Names", "return name", "return name + 1", "GET /sorted"),
			edit("anonymous class", "pay.PayController", "Names.of(a)", "Names.of(b)", "GET /sorted"),
			edit("annotation of a package", "pay.package-info", "\"1\"", "\"2\"", PAY).andRoutes("GET /sorted"),
			edit("super class of controllers", "page.BaseController", "\"Page\"", "\"page\"", PAGES),
			edit("helper of a super class", "page.Theme", "\"red\"", "\"blue\"", PAGES),
			edit("helper of an overridden method", "page.Titles", "\"Help\"", "\"?\"", "GET /help"),
			edit("one of a cycle", "page.Left", "left", "LEFT", "GET /right"),
			edit("class looked up by its name", "page.Plugin", "\"plugin\"", "\"p\"", "GET /plugin"),
			edit("bean method", "page.SettingsConfig", "SettingsReader.read()", "\"y\"", "GET /settings"),
			edit("helper of a bean method", "page.SettingsReader", "\"x\"", "\"y\"", "GET /settings"),
			edit("handler of a functional route", "fun.EchoHandler", "return text", "return text + 2", "GET /echo"),
			edit("lambda of a functional route", "fun.RouterConfig", "handler.ping(text)", "handler.ping(text + 1)",
					"GET /ping"),
			edit("helper of a filter", "page.TraceIds", "\"1\"", "\"2\"", EVERY),
			edit("class that nobody uses", "page.Orphan", "orphan", "Orphan"));

	@TempDir
	static Path classes;

	static Map<Path, byte[]> original;

	static ClassGraph graph;

	static RouteGraph routes;

	@BeforeAll
	static void compile() {
		TestCompiler.compile(APP.sources(), classes);
		original = TestCompiler.read(classes);
		graph = new ClassGraph(List.of(classes));
		graph.build();
		routes = RouteGraph.of(graph, APP.routes().values(), APP, 0);
	}

	static Stream<Edit> edits() {
		return EDITS.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("edits")
	void affectsTheRoutesOfTheTruth(Edit edit, @TempDir Path edited) throws IOException {
		String type = "app." + edit.type();
		String source = APP.sources().getOrDefault(type, "");
		assertThat(source).contains(edit.text());
		Map<String, String> sources = new HashMap<>(Map.of(type, source.replace(edit.text(), edit.replacement())));
		if (source.contains("static final")) {
			// As build tools do: the users of a constant are compiled too
			APP.sources().forEach(sources::putIfAbsent);
		}
		TestCompiler.compile(sources, edited, classes);
		Map<String, ClassChange> changes = new HashMap<>();
		Set<Path> files = new HashSet<>();
		TestCompiler.read(edited).forEach((file, bytes) -> {
			if (!Arrays.equals(bytes, original.get(file))) {
				files.add(file);
				changes.put(TestCompiler.nameOf(file), ClassChange.between(original.get(file), bytes));
			}
		});
		assertThat(changes).isNotEmpty();
		assertThat(names(routes.affectedRoutes(changes))).as("before " + changes).isEqualTo(edit.expected());
		try {
			for (Path file : files) {
				Files.write(classes.resolve(file), Files.readAllBytes(edited.resolve(file)));
				graph.update(classes.resolve(file));
			}
			RouteGraph after = RouteGraph.of(graph, APP.routes().values(), APP, 0);
			assertThat(names(after.affectedRoutes(changes))).as("after " + changes).isEqualTo(edit.expected());
		}
		finally {
			for (Path file : files) {
				Files.write(classes.resolve(file), original.get(file));
				graph.update(classes.resolve(file));
			}
		}
	}

	@Test
	void tableAndSampleAreLarge() {
		assertThat(graph.snapshot().nodes()).hasSizeGreaterThan(200).noneMatch(ClassNode::isUnreadable);
		assertThat(EDITS).hasSizeGreaterThan(30).extracting(Edit::name).doesNotHaveDuplicates();
	}

	private static Set<String> names(Set<Route> routes) {
		return routes.stream().map(Route::name).collect(Collectors.toSet());
	}

	private static String[] domains(String... routes) {
		return SampleApp.DOMAINS.stream()
			.flatMap((name) -> Arrays.stream(routes).map((route) -> route.replace("order", name.toLowerCase())))
			.toArray(String[]::new);
	}

	private static Edit edit(String name, String type, String text, String replacement, String... routes) {
		Set<String> all = new HashSet<>(Set.of(routes));
		if (all.remove("*")) {
			all.addAll(APP.routes().keySet());
		}
		return new Edit(name, type, text, replacement, all);
	}

	record Edit(String name, String type, String text, String replacement, Set<String> expected) {

		Edit exceptRoutes(String... routes) {
			this.expected.removeAll(Set.of(routes));
			return this;
		}

		Edit andRoutes(String... routes) {
			this.expected.addAll(Set.of(routes));
			return this;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
