package dev.holdfast.reload.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sources of an application with a few hundred classes: the same layers for each of
 * {@link #DOMAINS}, and payments, where everything is that is not alike.
 */
final class SampleApp implements BeanClasses {

	static final List<String> DOMAINS = List.of("Order", "Invoice", "Customer", "Product", "Shipment", "Voucher",
			"Vendor", "Stock", "Review", "Ticket", "Person", "Address");

	private final Map<String, String> sources = new TreeMap<>();

	private final Map<String, Route> routes = new LinkedHashMap<>();

	private final Map<String, Set<String>> injected = new HashMap<>();

	SampleApp() {
		source("shared.Get", "public @interface Get { String value() default \"\"; }");
		source("shared.Ids", "public class Ids { public long next() { return System.nanoTime(); } }");
		source("shared.Texts",
				"public class Texts { public static String upper(String text) { return text.trim(); } }");
		source("shared.Store",
				"public interface Store<T> { List<T> all(); default Optional<T> first() { return all().stream().findFirst(); } void put(T item); }");
		DOMAINS.forEach(this::domain);
		payments();
		pages();
		functional();
	}

	Map<String, String> sources() {
		return this.sources;
	}

	Map<String, Route> routes() {
		return this.routes;
	}

	@Override
	public Set<String> injectedInto(String type) {
		return this.injected.getOrDefault(type, Set.of());
	}

	@Override
	public Set<Origin> madeBy(String type) {
		return type.equals("app.page.Settings") ? Set.of(new Origin("app.page.SettingsConfig", "settings")) : Set.of();
	}

	@Override
	public Set<String> behindEveryRoute() {
		return Set.of("app.page.TraceFilter");
	}

	private void source(String name, String type) {
		String full = "app." + name;
		String head = "package %s; import java.util.*; import java.util.function.*; import app.shared.*;\n"
			.formatted(full.substring(0, full.lastIndexOf('.')));
		this.sources.put(full, head + type);
	}

	private void route(String name, String type, String method) {
		this.routes.put(name, new Route(name, new Origin("app." + type, method)));
	}

	private void inject(String type, String... beans) {
		for (String bean : beans) {
			this.injected.computeIfAbsent("app." + type, (key) -> new HashSet<>()).add("app." + bean);
		}
	}

	private void domain(String name) {
		String path = name.toLowerCase();
		LAYERS.forEach((type, source) -> source(path + "." + type.replace("$X", name), source.replace("$X", name)));
		String controller = path + "." + name + "Controller";
		route("GET /" + path, controller, "list");
		route("GET /" + path + "/{id}", controller, "one");
		route("POST /" + path, controller, "create");
		route("GET /" + path + "/about", controller, "about");
		inject(controller, path + ".Default" + name + "Service", path + "." + name + "Audit");
		inject(path + ".Default" + name + "Service", path + ".InMemory" + name + "Repository", "shared.Ids");
	}

	private void payments() {
		this.sources.put("app.pay.package-info", "@Deprecated(since = \"1\") package app.pay;");
		source("pay.Money", "public record Money(long cents) { public String text() { return cents + \"c\"; } }");
		source("pay.Gateway", "public interface Gateway { String pay(Money money); }");
		source("pay.CardGateway",
				"class CardGateway implements Gateway { public String pay(Money m) { return \"card\"; } }");
		source("pay.CashGateway",
				"class CashGateway implements Gateway { public String pay(Money m) { return \"cash\"; } }");
		source("pay.Names", "class Names { static String of(String name) { return name; } }");
		source("pay.PayController", """
				class PayController {
					private final Gateway gateway;
					PayController(Gateway gateway) { this.gateway = gateway; }
					@Get String pay() { return this.gateway.pay(new Money(1)); }
					@Get List<String> sorted(List<String> names) {
						names.sort(new Comparator<String>() {
							public int compare(String a, String b) { return Names.of(a).compareTo(b); }
						});
						return names;
					}
				}""");
		source("pay.CashController",
				"""
						class CashController {
							private final Gateway gateway;
							CashController(Gateway gateway) { this.gateway = gateway; }
							@Get Supplier<String> cash() { Supplier<String> later = () -> this.gateway.pay(new Money(2)); return later; }
						}""");
		source("pay.ReportController", """
				class ReportController {
					private final List<Gateway> gateways;
					ReportController(List<Gateway> gateways) { this.gateways = List.copyOf(gateways); }
					@Get int report() { return this.gateways.size(); }
				}""");
		source("pay.LookupController",
				"""
						class LookupController {
							private final org.springframework.beans.factory.ObjectProvider<Gateway> gateways;
							LookupController(org.springframework.beans.factory.ObjectProvider<Gateway> gateways) { this.gateways = gateways; }
							@Get String lookup() { return this.gateways.getObject().pay(new Money(3)); }
						}""");
		route("POST /pay", "pay.PayController", "pay");
		route("GET /sorted", "pay.PayController", "sorted");
		route("POST /cash", "pay.CashController", "cash");
		route("GET /report", "pay.ReportController", "report");
		route("GET /lookup", "pay.LookupController", "lookup");
		inject("pay.PayController", "pay.CardGateway");
		inject("pay.CashController", "pay.CashGateway");
		inject("pay.ReportController", "pay.CardGateway", "pay.CashGateway");
	}

	private void pages() {
		source("page.Theme", "class Theme { String color() { return \"red\"; } }");
		source("page.BaseController", """
				abstract class BaseController {
					protected final String render(String text) { return new Theme().color() + title() + text; }
					protected String title() { return "Page"; }
				}""");
		source("page.PageController", """
				class PageController extends BaseController {
					@Get String page() { return render("page"); }
					@Get String right() { return new Right().name(3); }
				}""");
		source("page.HelpController", """
				class HelpController extends BaseController {
					@Get String help() { return render("help"); }
					@Override protected String title() { return Titles.HELP.text(); }
				}""");
		source("page.Titles", "enum Titles { HELP; String text() { return \"Help\"; } }");
		source("page.Left",
				"class Left { String name(int n) { return (n > 0) ? new Right().name(n - 1) : \"left\"; } }");
		source("page.Right",
				"class Right { String name(int n) { return (n > 0) ? new Left().name(n - 1) : \"right\"; } }");
		source("page.PluginController",
				"""
						class PluginController {
							@Get Object plugin() throws Exception { return Class.forName("app.page.Plugin").getDeclaredConstructor().newInstance(); }
						}""");
		source("page.Plugin", "class Plugin { public String toString() { return \"plugin\"; } }");
		source("page.Settings", "record Settings(String text) { }");
		source("page.SettingsReader", "class SettingsReader { static String read() { return \"x\"; } }");
		source("page.SettingsConfig",
				"""
						class SettingsConfig {
							@org.springframework.context.annotation.Bean Settings settings() { return new Settings(SettingsReader.read()); }
							@org.springframework.context.annotation.Bean Ids ids() { return new Ids(); }
						}""");
		source("page.SettingsController", """
				class SettingsController {
					private final Settings settings;
					SettingsController(Settings settings) { this.settings = settings; }
					@Get Settings settings() { return this.settings; }
					@Get String hello() { return "hello"; }
				}""");
		source("page.TraceIds", "class TraceIds { static String next() { return \"1\"; } }");
		source("page.TraceFilter", "class TraceFilter { String id() { return TraceIds.next(); } }");
		source("page.Orphan", "class Orphan { String name() { return \"orphan\"; } }");
		route("GET /page", "page.PageController", "page");
		route("GET /right", "page.PageController", "right");
		route("GET /help", "page.HelpController", "help");
		route("GET /plugin", "page.PluginController", "plugin");
		route("GET /settings", "page.SettingsController", "settings");
		route("GET /hello", "page.SettingsController", "hello");
		inject("page.SettingsController", "page.Settings");
	}

	private void functional() {
		source("fun.EchoHandler", "class EchoHandler { String echo(String text) { return text; } }");
		source("fun.PingHandler", "class PingHandler { String ping(String text) { return text + 1; } }");
		source("fun.RouterConfig",
				"""
						class RouterConfig {
							@org.springframework.context.annotation.Bean Function<String, String> echo(EchoHandler handler) { return handler::echo; }
							@org.springframework.context.annotation.Bean Function<String, String> ping(PingHandler handler) { return (text) -> handler.ping(text); }
						}""");
		route("GET /echo", "fun.RouterConfig", "echo");
		route("GET /ping", "fun.RouterConfig", "ping");
		inject("fun.RouterConfig", "fun.EchoHandler", "fun.PingHandler");
	}

	private static final Map<String, String> LAYERS = Map.ofEntries(
			Map.entry("$XController",
					"""
							@Get("controller")
							public class $XController {
								private final $XService service;
								private final $XAudit audit;
								public $XController($XService service, $XAudit audit) { this.service = service; this.audit = audit; }
								@Get public List<$X> list() { return this.service.all().stream().filter((item) -> item.state().isOpen()).toList(); }
								@Get public String one(long id) { return $XFormatter.format(this.service.find(id).orElseThrow(() -> new $XNotFound(id))); }
								@Get public $X create($XRequest request) {
									$X made = this.service.add(request);
									this.audit.note(new $XEvent.Created(made.id()));
									return made;
								}
								@Get public Summary about() { return new Summary(label()); }
								private String label() { return "about"; }
								public record Summary(String text) { public String shown() { return "<" + this.text + ">"; } }
							}"""),
			Map.entry("$XService",
					"""
							public interface $XService {
								List<$X> all();
								$X add($XRequest request);
								default Optional<$X> find(long id) { return all().stream().filter((item) -> item.id() == id).findFirst(); }
							}"""),
			Map.entry("Default$XService",
					"""
							class Default$XService implements $XService {
								private final $XRepository repository;
								private final Ids ids;
								Default$XService($XRepository repository, Ids ids) { this.repository = repository; this.ids = ids; }
								public List<$X> all() { return this.repository.all().stream().limit($XLimits.MAX).toList(); }
								public $X add($XRequest request) {
									$X made = new $XMapper(this.ids::next).apply(request);
									this.repository.put(made);
									return made;
								}
							}"""),
			Map.entry("$XRepository", "interface $XRepository extends Store<$X> { }"),
			Map.entry("InMemory$XRepository", """
					class InMemory$XRepository implements $XRepository {
						private final List<$X> items = new ArrayList<>();
						public List<$X> all() { return List.copyOf(this.items); }
						public void put($X item) { this.items.add(item); }
					}"""),
			Map.entry("$X",
					"public record $X(long id, String text, $XState state) { public String shown() { return text; } }"),
			Map.entry("$XRequest", "public record $XRequest(String text) { String clean() { return text.trim(); } }"),
			Map.entry("$XState", """
					public enum $XState {
						OPEN { public boolean isOpen() { return true; } }, CLOSED;
						public boolean isOpen() { return false; }
					}"""), Map.entry("$XEvent", """
					public sealed interface $XEvent {
						record Created(long id) implements $XEvent { public String text() { return "created"; } }
						record Deleted(long id) implements $XEvent { public String text() { return "deleted"; } }
					}"""), Map.entry("$XNotFound", """
					public class $XNotFound extends RuntimeException {
						public $XNotFound(long id) { super("none " + id); }
						public String title() { return "Not found"; }
					}"""),
			Map.entry("$XFormatter",
					"class $XFormatter { static String format($X item) { return Texts.upper(item.text()); } }"),
			Map.entry("$XAudit", """
					public class $XAudit {
						private final List<Supplier<String>> notes = new ArrayList<>();
						void note($XEvent event) { this.notes.add(() -> "noted " + event); }
					}"""), Map.entry("$XLimits", "class $XLimits { static final int MAX = 100; }"),
			Map.entry("$XMapper",
					"""
							class $XMapper implements Function<$XRequest, $X> {
								private final Supplier<Long> ids;
								$XMapper(Supplier<Long> ids) { this.ids = ids; }
								public $X apply($XRequest request) { return new $X(this.ids.get(), request.clean(), $XState.OPEN); }
							}"""),
			Map.entry("$XPlan", "abstract class $XPlan<T extends $X & Comparable<T>> { abstract T next(); }"));

}
