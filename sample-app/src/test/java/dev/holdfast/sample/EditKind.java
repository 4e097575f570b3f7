package dev.holdfast.sample;

import java.util.List;

/**
 * A kind of edit and what it must lead to.
 *
 * @param name what is edited, for people
 * @param inPlace whether the application must go on
 * @param before the text to replace
 * @param after the text in its place
 * @param path what to ask for
 * @param answer what the new code answers
 * @param removed the class that is no longer in the source, or an empty text
 */
record EditKind(String name, boolean inPlace, String before, String after, String path, String answer, String removed) {

	static List<EditKind> atRequests() {
		return List.of(inPlace("body of a handler method", "\"body 1\"", "\"body 2\"", "/body", "body 2"),
				inPlace("private helper", "\"helper 1\"", "\"helper 2\"", "/helper", "helper 2"),
				inPlace("body of a lambda", "text + \" 1\").findFirst", "text + \" 2\").findFirst", "/lambda",
						"lambda 2"),
				inPlace("lambda of a reactive chain", "text + \" 1\"); }", "text + \" 2\"); }", "/mono", "mono 2"),
				inPlace("local variable renamed", "String a = \"local 1\"; return a;",
						"String b = \"local 1\"; return b;", "/local", "local 1"),
				inPlace("local variable added", "String b = \"local 1\"; return b;",
						"String b = \"local\"; int c = 2; return b + \" \" + c;", "/local", "local 2"),
				inPlace("method of an anonymous class", "\"anonymous 1\"", "\"anonymous 2\"", "/anonymous",
						"anonymous 2"),
				inPlace("static helper of another class", "\"static 1\"", "\"static 2\"", "/static-helper", "static 2"),
				inPlace("method of an enum", "\"enum 1\"", "\"enum 2\"", "/enum", "enum 2"),
				inPlace("method of a record", "\"record 1\"", "\"record 2\"", "/record", "record 2"),
				inPlace("concatenation of texts", "a + \" 1 \" + a", "a + \" 2 \" + a", "/concat", "x 2 x"),
				inPlace("loop", "i < 1", "i < 3", "/loop", "loop 0 1 2"),
				inPlace("default method of an interface", "\"default 1\"", "\"default 2\"", "/default", "default 2"),
				inPlace("method of an abstract class", "name() + \" 1\"", "name() + \" 2\"", "/interface", "polite 2"),
				inPlace("method of an implementation", "\"polite\"", "\"kind\"", "/interface", "kind 2"),
				inPlace("private method of a service", "\"stock 1\"", "\"stock 2\"", "/service", "stock 2"),
				inPlace("nested class", "\"part 1\"", "\"part 2\"", "/part", "part 2"),
				inPlace("bean behind a JDK proxy", "\"jdk 1\"", "\"jdk 2\"", "/jdk-proxy", "jdk 2!"),
				inPlace("controller behind a CGLIB proxy", "\"cglib 1\"", "\"cglib 2\"", "/cglib-proxy", "cglib 2!"),
				inPlace("exception handler", "\"advice 1\"", "\"advice 2\"", "/error-probe", "advice 2"),
				inPlace("handler of a functional route", "\"functional 1\"", "\"functional 2\"", "/functional",
						"functional 2"),
				inPlace("filter", "\"filter 1\"", "\"filter 2\"", "/filter", "filter 2"),
				inPlace("two classes at once", "\"static 2\"; } }\nenum Level { LOW; String text() { return \"enum 2\"",
						"\"static 3\"; } }\nenum Level { LOW; String text() { return \"enum 3\"", "/two",
						"static 3 enum 3"),
				inPlace("constructor of what requests make", "this.text = \"fresh 1\"", "this.text = \"fresh 2\"",
						"/fresh", "fresh 2 field 1"),
				inPlace("field initializer of what requests make", "String more = \"field 1\"",
						"String more = \"field 2\"", "/fresh", "fresh 2 field 2"),
				inPlace("swapped variables of a lambda", "() -> a + b).get()", "() -> b + a).get()", "/swapped", "ba"),
				inPlace("comment on a line of its own", "final class Texts", "// Says\nfinal class Texts", "/other",
						"other 1"));
	}

	static List<EditKind> atStart() {
		return List.of(restart("@Bean body", "\"bean 1\"", "\"bean 2\"", "/bean/made", "bean 2"),
				restart("helper of a @Bean", "\"bean helper 1\"", "\"bean helper 2\"", "/bean/helped", "bean helper 2"),
				restart("other class that a @Bean calls", "\"elsewhere 1\"", "\"elsewhere 2\"", "/bean/elsewhere",
						"elsewhere 2"),
				restart("swapped variables of a lambda in a @Bean", "() -> p + q", "() -> q + p", "/bean/swapped",
						"qp"),
				inPlace("lambda in a @Bean", "\"there\"", "\"here\"", "/bean/conditional", "here"),
				restart("condition", "metadata) { return true;", "metadata) { return false;", "/bean/conditional",
						"none"),
				restart("bean post-processor", "\"processed 1\"", "\"processed 2\"", "/start/processed", "processed 2"),
				restart("class initializer", "\"initializer 1\"", "\"initializer 2\"", "/start/initializer",
						"initializer 2"),
				restart("field initializer", "\"field 1\"", "\"field 2\"", "/start/field", "field 2"),
				restart("constructor", "\"constructor 1\"", "\"constructor 2\"", "/start/constructor", "constructor 2"),
				restart("private helper of a constructor", "\"constructor helper 1\"", "\"constructor helper 2\"",
						"/start/constructor-helper", "constructor helper 2"),
				restart("other class that a constructor calls", "\"far 1\"", "\"far 2\"", "/start/far", "far 2"),
				restart("called by reflection in a constructor", "\"reflected 1\"", "\"reflected 2\"",
						"/start/reflected", "reflected 2"),
				restart("method reference in a constructor", "\"chained 1\"", "\"chained 2\"", "/start/chained",
						"chained 2"),
				restart("type of the JDK that a constructor calls", "\"supplied 1\"", "\"supplied 2\"",
						"/start/supplied", "supplied 2"),
				restart("two classes at once, of which one has run",
						"\"supplied 2\"; } }\nfinal class NextDoor { static String text() { return \"next door 1\"",
						"\"supplied 3\"; } }\nfinal class NextDoor { static String text() { return \"next door 2\"",
						"/start/supplied", "supplied 3"),
				restart("getter that is asked for by the name of its property", "\"read 1\"", "\"read 2\"",
						"/start/read", "read 2"),
				restart("getter of what was written as JSON", "\"listed 1\"", "\"listed 2\"", "/start/listed",
						"listed 2"),
				restart("expression in an annotation", "\"spoken 1\"", "\"spoken 2\"", "/start/spoken", "spoken 2"),
				restart("afterPropertiesSet", "\"set 1\"", "\"set 2\"", "/start/set", "set 2"),
				restart("@PostConstruct", "\"post 1\"", "\"post 2\"", "/start/post", "post 2"),
				restart("static helper of @PostConstruct", "\"post far 1\"", "\"post far 2\"", "/start/post-far",
						"post far 2"),
				restart("@EventListener", "\"heard 1\"", "\"heard 2\"", "/start/heard", "heard 2"),
				restart("condition of an @EventListener", "wanted() { return true;", "wanted() { return false;",
						"/start/asked", "null"),
				restart("inherited implementation of an interface", "\"inherited 1\"", "\"inherited 2\"",
						"/start/inherited", "inherited 2"),
				restart("static factory that a conversion finds", "\"converted 1\"", "\"converted 2\"",
						"/start/converted", "converted 2"),
				restart("filter that a constructor calls", "\"early 1\"", "\"early 2\"", "/start/early", "early 2"),
				restart("method that is found by the beginning of its name", "\"found 1\"", "\"found 2\"",
						"/start/found", "found 2"),
				restart("getter of what was written as JSON in a list", "\"collected 1\"", "\"collected 2\"",
						"/start/collected", "collected 2"),
				restart("application runner", "\"ran 1\"", "\"ran 2\"", "/start/ran", "ran 2"),
				restart("toString", "\"string 1\"", "\"string 2\"", "/start/string", "string 2"),
				restart("setter of properties", "text + \" 1\"; } public Pool", "text + \" 2\"; } public Pool",
						"/start/bound", "a 2"),
				restart("setter of nested properties", "name + \" 1\"", "name + \" 2\"", "/start/pool", "b 2"),
				inPlace("handler that a waiting request has run", "(String) this.started.all(this.settings).get(name)",
						"this.started.all(this.settings).get(name) + \"!\"", "/start/pool", "b 2!"));
	}

	// What requests are the first to need is made then, and not again
	static List<EditKind> late() {
		return List.of(
				inPlace("handler that makes a lazy bean", "\"a \" + this.parts", "\"b \" + this.parts", "/late/lazy",
						"b lazy 1"),
				restart("@PostConstruct of a lazy bean", "\"lazy 1\"", "\"lazy 2\"", "/late/lazy", "b lazy 2"),
				inPlace("handler that initializes a class", "\"a \" + Holder", "\"b \" + Holder", "/late/held",
						"b held 1"),
				restart("other class that a class initializer calls", "\"held 1\"", "\"held 2\"", "/late/held",
						"b held 2"),
				inPlace("handler that asks a factory bean", "\"a \" + this.products", "\"b \" + this.products",
						"/late/product", "b product 1"),
				restart("other class that a factory bean calls", "\"product 1\"", "\"product 2\"", "/late/product",
						"b product 2"));
	}

	static List<EditKind> shapes() {
		return List.of(
				inPlace("constant used elsewhere, of a class that is not loaded", "\"constant 1\"", "\"constant 2\"",
						"/constant", "constant 2"),
				restart("path of a mapping", "@GetMapping(\"/shape\")", "@GetMapping(\"/shaped\")", "/shaped",
						"shape 1"),
				restart("method added and used", "shape() { return \"shape 1\"; }",
						"shape() { return more(); } String more() { return \"shape 2\"; }", "/shaped", "shape 2"),
				restart("method removed", "more(); } String more() { return \"shape 2\"; }", "\"shape 3\"; }",
						"/shaped", "shape 3"),
				restart("return type", "String shape() { return \"shape 3\"; }",
						"Mono<String> shape() { return Mono.just(\"shape 4\"); }", "/shaped", "shape 4"),
				restart("field added", "class ShapeController { ",
						"class ShapeController { String more = \"shape 5\"; ", "/shaped", "shape 4"),
				restart("super class", "class ShapeController { ", "class ShapeController extends Parent { ", "/shaped",
						"shape 4"),
				restart("interface", "extends Parent", "extends Parent implements java.io.Serializable", "/shaped",
						"shape 4"),
				restart("annotation of a method", "@GetMapping(\"/shaped\")",
						"@ResponseStatus(HttpStatus.ACCEPTED) @GetMapping(\"/shaped\")", "/shaped", "shape 4"),
				restart("parameter renamed", "String first) { return \"parameter \" + first;",
						"String second) { return \"parameter \" + second;", "/parameter?second=2", "parameter 2"),
				restart("modifier", "@GetMapping(\"/throws\") String", "@GetMapping(\"/throws\") public String",
						"/throws", "throws 1"),
				restart("throws clause", "byThrows() {", "byThrows() throws Exception {", "/throws", "throws 1"),
				restart("lambda added", "\"lambda new 1\"", "((Supplier<String>) () -> \"lambda new 2\").get()",
						"/lambda-new", "lambda new 2"),
				restart("lambda begins to capture", "() -> \"capture 1\"", "() -> text", "/capture", "capture 2"),
				restart("switch over an enum", "return \"switch 1\";",
						"switch (Level.LOW) { case LOW: return \"switch 2\"; default: return \"\"; }", "/switch",
						"switch 2"),
				inPlace("component of a record that is not loaded", "record Point(int x) {",
						"record Point(int x, int y) { Point(int x) { this(x, 0); }", "/record", "record 2"),
				restart("record component", "record Point(int x, int y) {",
						"record Point(int x, int y, int z) { Point(int x, int y) { this(x, y, 0); }", "/record",
						"record 2"),
				inPlace("constant of an enum that is not loaded", "enum Level { LOW;", "enum Level { LOW, HIGH;",
						"/enum", "enum 3"),
				restart("generic signature", "<T> T generic(T value)", "<S, T extends S> T generic(T value)",
						"/generic", "generic"),
				restart("class added", "\"added 1\"; }",
						"new Object() { String text() { return \"added 2\"; } }.text(); }", "/added", "added 2"),
				restart("class added that nobody uses", "final class Constants",
						"class Idle { }\nfinal class Constants", "/added", "added 2"),
				restart("annotation of a class that is not loaded", "class Idle { }", "@Component class Idle { }",
						"/added", "added 2"),
				new EditKind("class removed", false, "@Component class Idle { }\n", "", "/added", "added 2", "Idle"));
	}

	private static EditKind inPlace(String name, String before, String after, String path, String answer) {
		return new EditKind(name, true, before, after, path, answer, "");
	}

	private static EditKind restart(String name, String before, String after, String path, String answer) {
		return new EditKind(name, false, before, after, path, answer, "");
	}

	String apply(String source) {
		if (source.indexOf(this.before) < 0 || source.indexOf(this.before) != source.lastIndexOf(this.before)) {
			throw new IllegalArgumentException("Not there once: " + this.before);
		}
		return source.replace(this.before, this.after);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
