package dev.holdfast.sample;

/**
 * An application whose answers tell which version of which code has run.
 */
final class EditedSources {

	static final String FILE = "dev/holdfast/sample/Edited.java";

	static final String AT_REQUESTS = """
			package dev.holdfast.sample;

			import java.util.*;
			import java.util.function.*;
			import java.util.stream.*;
			import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
			import org.springframework.beans.factory.*;
			import org.springframework.beans.factory.annotation.Value;
			import org.springframework.beans.factory.config.BeanPostProcessor;
			import org.springframework.boot.*;
			import org.springframework.boot.context.event.ApplicationReadyEvent;
			import org.springframework.boot.context.properties.*;
			import org.springframework.context.annotation.*;
			import org.springframework.context.event.EventListener;
			import org.springframework.core.type.AnnotatedTypeMetadata;
			import org.springframework.http.*;
			import org.springframework.stereotype.*;
			import org.springframework.web.bind.annotation.*;
			import org.springframework.web.reactive.function.server.*;
			import org.springframework.web.server.*;
			import reactor.core.publisher.*;

			@RestController class BodyController {
				@GetMapping("/body") String body() { return "body 1"; }
				@GetMapping("/other") String other() { return "other 1"; }
				@GetMapping("/helper") String helper() { return help(); }
				private String help() { return "helper 1"; }
				@GetMapping("/lambda") String lambda() { return Stream.of("lambda").map((text) -> text + " 1").findFirst().get(); }
				@GetMapping("/mono") Mono<String> mono() { return Mono.just("mono").map((text) -> text + " 1"); }
				@GetMapping("/local") String local() { String a = "local 1"; return a; }
				@GetMapping("/anonymous") String anonymous() { return new Object() { String text() { return "anonymous 1"; } }.text(); }
				@GetMapping("/error-probe") String error() { throw new UnsupportedOperationException("1"); }
				@GetMapping("/static-helper") String staticHelper() { return Texts.text(); }
				@GetMapping("/enum") String byEnum() { return Level.LOW.text(); }
				@GetMapping("/record") String byRecord() { return new Point(1).text(); }
				@GetMapping("/concat") String concat(@RequestParam(defaultValue = "x") String a) { return a + " 1 " + a; }
				@GetMapping("/parameter") String parameter(@RequestParam(required = false) String first) { return "parameter " + first; }
				@GetMapping("/loop") String loop() { String text = "loop"; for (int i = 0; i < 1; i++) { text += " " + i; } return text; }
				@GetMapping("/constant") String constant() { return Constants.TEXT; }
				@GetMapping("/lambda-new") String lambdaNew() { return "lambda new 1"; }
				@GetMapping("/capture") String capture() { String text = "capture 2"; Supplier<String> made = () -> "capture 1"; return made.get(); }
				@GetMapping("/switch") String bySwitch() { return "switch 1"; }
				@GetMapping("/throws") String byThrows() { return "throws 1"; }
				@GetMapping("/filter") String filter(@RequestAttribute String probe) { return probe; }
				@GetMapping("/two") String two() { return Texts.text() + " " + Level.LOW.text(); }
				@GetMapping("/added") String added() { return "added 1"; }
				@GetMapping("/fresh") String fresh() { Fresh fresh = new Fresh(); return fresh.text + " " + fresh.more; }
				@GetMapping("/swapped") String swapped() { String a = "a"; String b = "b"; return ((Supplier<String>) () -> a + b).get(); }
			}
			class Fresh { final String text; String more = "field 1"; Fresh() { this.text = "fresh 1"; } }
			final class Texts { static String text() { return "static 1"; } }
			enum Level { LOW; String text() { return "enum 1"; } }
			record Point(int x) { String text() { return "record 1"; } }
			final class Constants { static final String TEXT = "constant 1"; }
			interface Greeter { String greet(); default String byDefault() { return "default 1"; } }
			abstract class AbstractGreeter implements Greeter { public String greet() { return name() + " 1"; } abstract String name(); }
			@Service class PoliteGreeter extends AbstractGreeter { String name() { return "polite"; } }
			@Service class Stock { String text() { return inner(); } private String inner() { return "stock 1"; }
				static class Part { String text() { return "part 1"; } } <T> T generic(T value) { return value; } }
			@RestController class ServiceController {
				private final Greeter greeter; private final Stock stock; private final Proxied proxied; private int count;
				ServiceController(Greeter greeter, Stock stock, Proxied proxied) { this.greeter = greeter; this.stock = stock; this.proxied = proxied; }
				@GetMapping("/interface") String greet() { return this.greeter.greet(); }
				@GetMapping("/default") String byDefault() { return this.greeter.byDefault(); }
				@GetMapping("/service") String service() { return this.stock.text(); }
				@GetMapping("/part") String part() { return new Stock.Part().text(); }
				@GetMapping("/generic") String generic() { return this.stock.generic("generic"); }
				@GetMapping("/jdk-proxy") String proxied() { return this.proxied.text(); }
				@GetMapping("/count") String count() { this.count++; return "count 1 " + this.count; }
			}
			interface Proxied { String text(); }
			@Service("proxiedService") class ProxiedService implements Proxied { public String text() { return "jdk 1"; } }
			@RestController("proxiedController") class ProxiedController { @GetMapping("/cglib-proxy") public String text() { return "cglib 1"; } }
			@Configuration(proxyBeanMethods = false) class ProxyConfiguration {
				@Bean static BeanNameAutoProxyCreator classProxies() { return creator("proxiedController", true); }
				@Bean static BeanNameAutoProxyCreator interfaceProxies() { return creator("proxiedService", false); }
				private static BeanNameAutoProxyCreator creator(String name, boolean type) { BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
					creator.setBeanNames(name); creator.setProxyTargetClass(type); creator.setInterceptorNames("loud"); return creator; }
				@Bean static org.aopalliance.intercept.MethodInterceptor loud() { return (call) -> call.proceed() instanceof String text ? text + "!" : null; }
			}
			@RestControllerAdvice class ProbeAdvice { @ExceptionHandler(UnsupportedOperationException.class) String handle(Exception ex) { return "advice 1"; } }
			@Component class ProbeFilter implements WebFilter {
				public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) { exchange.getAttributes().put("probe", "filter 1"); return chain.filter(exchange); }
			}
			@Component class FunctionalHandler { Mono<ServerResponse> handle(ServerRequest request) { return ServerResponse.ok().bodyValue("functional 1"); } }
			@Configuration(proxyBeanMethods = false) class FunctionalConfiguration {
				@Bean RouterFunction<ServerResponse> functional(FunctionalHandler handler) { return RouterFunctions.route().GET("/functional", handler::handle).build(); }
			}
			""";

	static final String AT_START = """

			@Configuration class StartConfiguration {
				@Bean Supplier<String> made() { String text = "bean 1"; return () -> text; }
				@Bean Supplier<String> helped() { String text = help(); return () -> text; }
				private String help() { return "bean helper 1"; }
				@Bean Supplier<String> swapped() { String p = "p"; String q = "q"; return () -> p + q; }
				@Bean Supplier<String> elsewhere() { String text = Elsewhere.text(); return () -> text; }
				@Bean @Conditional(ProbeCondition.class) Supplier<String> conditional() { return () -> "there"; }
			}
			final class Elsewhere { static String text() { return "elsewhere 1"; } }
			class ProbeCondition implements Condition { public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) { return true; } }
			@Component class ProbeProcessor implements BeanPostProcessor {
				public Object postProcessAfterInitialization(Object bean, String name) { if (bean instanceof Started started) { started.processed = "processed 1"; } return bean; }
			}
			@Component class Started implements InitializingBean {
				static final Map<String, String> SAID = new HashMap<>();
				static String initialized = "initializer 1"; String field = "field 1"; String processed;
				@Value("#{@spoken.word()}") String spoken; @Value("7") Degrees degrees; private final String inherited = speak(new Speaker()); private final String found = find();
				private final List<Map<String, Object>> collected = new tools.jackson.databind.ObjectMapper().convertValue(List.of(new Collected()), List.class);
				private final String constructed; private final String helped; private final String far;
				private final String reflected; private final String supplied; private String set; private String post;
				private String heard; private String ran; private String postFar; private final String chained;
				private final String read = (String) new org.springframework.beans.BeanWrapperImpl(new Named()).getPropertyValue("nickname");
				private final Map<String, Object> all = new tools.jackson.databind.ObjectMapper().convertValue(new Listed(), Map.class);
				Started() throws Exception {
					this.constructed = "constructor 1"; this.helped = help(); this.far = new Far().text(); this.supplied = List.of(new Supplied()).get(0).get();
					this.reflected = (String) Far.class.getDeclaredMethod("reflected").invoke(new Far()); this.chained = Optional.of(new Far()).map(Far::chained).get();
				}
				private String help() { return "constructor helper 1"; }
				private static String speak(Spoke spoke) { new Early().filter(null, null); return spoke.speak(); }
				private static String find() throws Exception { for (java.lang.reflect.Method method : Found.class.getDeclaredMethods()) {
						if (method.getName().startsWith("get")) { return (String) method.invoke(new Found()); } } return ""; }
				@EventListener(condition = "@asked.wanted()") void onAsked(ApplicationReadyEvent event) { SAID.put("asked", "asked 1"); }
				public void afterPropertiesSet() { this.set = "set 1"; }
				@jakarta.annotation.PostConstruct void construct() { this.post = "post 1"; this.postFar = Far.post(); }
				@EventListener void on(ApplicationReadyEvent event) { this.heard = "heard 1"; SAID.put("heard", this.heard); }
				@Override public String toString() { return "string 1"; }
				Map<String, Object> all(Settings settings) { return Map.ofEntries(Map.entry("initializer", initialized), Map.entry("field", this.field), Map.entry("processed", this.processed),
						Map.entry("constructor", this.constructed), Map.entry("constructor-helper", this.helped), Map.entry("far", this.far), Map.entry("reflected", this.reflected),
						Map.entry("supplied", this.supplied), Map.entry("set", this.set), Map.entry("post", this.post), Map.entry("post-far", this.postFar),
						Map.entry("heard", String.valueOf(SAID.get("heard"))), Map.entry("ran", String.valueOf(SAID.get("ran"))), Map.entry("string", String.valueOf(SAID.get("string"))),
						Map.entry("chained", this.chained), Map.entry("spoken", this.spoken), Map.entry("bound", settings.text), Map.entry("pool", settings.getPool().text),
						Map.entry("read", this.read), Map.entry("listed", this.all.get("heading")), Map.entry("inherited", this.inherited), Map.entry("converted", this.degrees.text()),
						Map.entry("early", SAID.get("early")), Map.entry("found", this.found), Map.entry("collected", this.collected.get(0).get("text")),
						Map.entry("asked", String.valueOf(SAID.get("asked")))); }
			}
			class Far { String text() { return "far 1"; } String reflected() { return "reflected 1"; } String chained() { return "chained 1"; } static String post() { return "post far 1"; } }
			interface Spoke { String speak(); }
			abstract class Mouth { public String speak() { return "inherited 1"; } }
			class Speaker extends Mouth implements Spoke { }
			record Degrees(String text) { public static Degrees valueOf(String text) { return new Degrees("converted 1"); } }
			class Early implements WebFilter { public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) { Started.SAID.put("early", "early 1"); return Mono.empty(); } }
			class Found { public String getAnything() { return "found 1"; } }
			class Collected { public String getText() { return "collected 1"; } }
			@Component("asked") class Asked { public boolean wanted() { return true; } }
			@Lazy @Component class LazyPart { String text; @jakarta.annotation.PostConstruct void construct() { this.text = "lazy 1"; } }
			final class Holder { static final String TEXT = Maker.held(); }
			final class Maker { static String held() { return "held 1"; } static String product() { return "product 1"; } }
			record Product(String text) { }
			@Component class LazyFactory implements FactoryBean<Product> { public Product getObject() { return new Product(Maker.product()); } public Class<?> getObjectType() { return Product.class; } }
			@RestController class LateController {
				private final ObjectProvider<LazyPart> parts; private final ObjectProvider<Product> products;
				LateController(ObjectProvider<LazyPart> parts, ObjectProvider<Product> products) { this.parts = parts; this.products = products; }
				@GetMapping("/late/lazy") String lazy() { return "a " + this.parts.getObject().text; }
				@GetMapping("/late/held") String held() { return "a " + Holder.TEXT; }
				@GetMapping("/late/product") String product() { return "a " + this.products.getObject().text(); }
			}
			class Named { public String getNickname() { return "read 1"; } }
			class Listed { public String getHeading() { return "listed 1"; } }
			class Supplied implements Supplier<String> { public String get() { return "supplied 1"; } }
			final class NextDoor { static String text() { return "next door 1"; } }
			@Component("spoken") class Spoken { public String word() { return "spoken 1"; } }
			@Component class Runs implements ApplicationRunner { private final Started started; Runs(Started started) { this.started = started; }
				public void run(ApplicationArguments arguments) { Started.SAID.put("ran", "ran 1"); Started.SAID.put("string", "" + this.started); } }
			@Component @ConfigurationProperties("probe") class Settings { String text = ""; private Pool pool = new Pool();
				public void setText(String text) { this.text = text + " 1"; } public Pool getPool() { return this.pool; } public void setPool(Pool pool) { this.pool = pool; } }
			class Pool { String text = ""; public String getName() { return this.text; } public void setName(String name) { this.text = name + " 1"; } }
			@RestController class StartController {
				private final Started started; private final Settings settings; private final Map<String, Supplier<String>> beans;
				StartController(Started started, Settings settings, Map<String, Supplier<String>> beans) { this.started = started; this.settings = settings; this.beans = beans; }
				@GetMapping("/start/{name}") String start(@PathVariable String name) { return (String) this.started.all(this.settings).get(name); }
				@GetMapping("/bean/{name}") String bean(@PathVariable String name) { return this.beans.containsKey(name) ? this.beans.get(name).get() : "none"; }
			}
			abstract class Parent { }
			@RestController class ShapeController { @GetMapping("/shape") String shape() { return "shape 1"; } }
			""";

	private EditedSources() {
	}

}
