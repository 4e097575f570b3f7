package dev.holdfast.reload.graph;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.holdfast.reload.graph.ClassChange.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each kind of edit is. Sources declare {@code T}.
 */
class ClassChangeTests {

	private static final List<Edit> EDITS = List.of(
			none("nothing", "class T { int a() { return 1; } }", "class T { int a() { return 1; } }"),
			none("line numbers", "class T { int a() { return 1; } }", "class T {\n\n int a() {\n return 1; } }"),
			none("statement on two lines",
					"class T { int a(int b) { return b(b) + b(1); } int b(int x) { return x; } }",
					"class T { int a(int b) { return b(b)\n + b(1); } int b(int x) { return x; } }"),
			none("local variable renamed", "class T { int a() { int b = hashCode(); return b; } }",
					"class T { int a() { int c = hashCode(); return c; } }"),
			none("comment", "class T { void a() { } }", "/** Doc. */ class T { /* new */ void a() { } }"),
			none("parameter of a lambda renamed", "class T { Function<String, String> a() { return (b) -> b; } }",
					"class T { Function<String, String> a() { return (c) -> c; } }"),
			none("unused import", "class T { }", "import java.net.*; class T { }"),
			bodies("literal", "class T { int a() { return 1; } }", "class T { int a() { return 2; } }", "a()I"),
			bodies("literal that looks like code", "class T { String a() { return \"1 2\"; } }",
					"class T { String a() { return \"1  2\"; } }", "a()Ljava/lang/String;"),
			bodies("call", "class T { int a(T t) { return hashCode(); } }", "class T { int a(T t) { return t.a(t); } }",
					"a(Lp/T;)I"),
			bodies("static method", "class T { static int a() { return 1; } }",
					"class T { static int a() { return 3; } }", "a()I"),
			bodies("private method", "class T { int a() { return b(); } private int b() { return 1; } }",
					"class T { int a() { return b(); } private int b() { return 2; } }", "b()I"),
			bodies("two methods", "class T { int a() { return 1; } int b(int c) { return 1; } int d() { return 5; } }",
					"class T { int a() { return 2; } int b(int c) { return c; } int d() { return 5; } }", "a()I",
					"b(I)I"),
			bodies("loop", "class T { int a(int b) { for (int i = 0; i < b; i++) { b--; } return b; } }",
					"class T { int a(int b) { for (int i = 0; i <= b; i++) { b--; } return b; } }", "a(I)I"),
			bodies("switch", "class T { int a(int b) { return switch (b) { case 1 -> 2; default -> 3; }; } }",
					"class T { int a(int b) { return switch (b) { case 1 -> 2; case 9 -> 5; default -> 3; }; } }",
					"a(I)I"),
			bodies("try and catch", "class T { int a(int b) { return b / b; } }",
					"class T { int a(int b) { try { return b / b; } catch (RuntimeException ex) { return 0; } } }",
					"a(I)I"),
			bodies("caught type", "class T { void a() { try { hashCode(); } catch (IllegalStateException ex) { } } }",
					"class T { void a() { try { hashCode(); } catch (IllegalArgumentException ex) { } } }", "a()V"),
			bodies("local variable added", "class T { int a() { return 1; } }",
					"class T { int a() { int b = hashCode(); return b + 1; } }", "a()I"),
			bodies("concatenation", "class T { String a(int b) { return \"x\" + b; } }",
					"class T { String a(int b) { return \"y\" + b; } }", "a(I)Ljava/lang/String;"),
			bodies("class literal", "class T { Object a() { return String.class; } }",
					"class T { Object a() { return Integer.class; } }", "a()Ljava/lang/Object;"),
			bodies("first use of a foreign nested class", "class T { Object a(Map<String, String> b) { return b; } }",
					"class T { Object a(Map<String, String> b) { for (Map.Entry<String, String> c : b.entrySet()) { return c; } return b; } }",
					"a(Ljava/util/Map;)Ljava/lang/Object;"),
			bodies("lambda", "class T { Supplier<String> a() { return () -> \"1\"; } }",
					"class T { Supplier<String> a() { return () -> \"2\"; } }", "lambda$a$0()Ljava/lang/String;"),
			bodies("swapped variables of a lambda",
					"class T { Supplier<String> a(String b, String c) { return () -> b + c; } }",
					"class T { Supplier<String> a(String b, String c) { return () -> c + b; } }",
					"a(Ljava/lang/String;Ljava/lang/String;)Ljava/util/function/Supplier;"),
			bodies("constructor", "class T { int x; T(int y) { this.x = y; } }",
					"class T { int x; T(int y) { this.x = y + 1; } }", "<init>(I)V"),
			bodies("helper of a constructor",
					"class T { int x = a(); private int a() { return b(); } int b() { return 1; } }",
					"class T { int x = a(); private int a() { return b(); } int b() { return 2; } }", "b()I"),
			bodies("initial value", "class T { int x = 1; }", "class T { int x = 2; }", "<init>()V"),
			bodies("lambda in a constructor", "class T { Supplier<String> x = () -> \"1\"; }",
					"class T { Supplier<String> x = () -> \"2\"; }", "lambda$new$0()Ljava/lang/String;"),
			bodies("lambda in a lambda",
					"class T { Supplier<Object> a() { return () -> (Supplier<String>) () -> \"1\"; } }",
					"class T { Supplier<Object> a() { return () -> (Supplier<String>) () -> \"2\"; } }",
					"lambda$a$0()Ljava/lang/String;"),
			bodies("lambda of an overload",
					"class T { Supplier<String> a() { return () -> \"1\"; } Supplier<String> a(int b) { return () -> \"1\"; } }",
					"class T { Supplier<String> a() { return () -> \"1\"; } Supplier<String> a(int b) { return () -> \"2\"; } }",
					"lambda$a$1()Ljava/lang/String;"),
			bodies("method reference", "class T { Supplier<String> a() { return this::toString; } }",
					"class T { Supplier<String> a() { return getClass()::getName; } }",
					"a()Ljava/util/function/Supplier;"),
			bodies("method of an enum", "enum T { A; int a() { return 1; } }", "enum T { A; int a() { return 2; } }",
					"a()I"),
			bodies("method of a record", "record T(int a) { int b() { return this.a; } }",
					"record T(int a) { int b() { return 0; } }", "b()I"),
			bodies("default method", "interface T { default int a() { return 1; } }",
					"interface T { default int a() { return 2; } }", "a()I"),
			structure("field added", "class T { }", "class T { int x; }", "field added: x"),
			structure("field removed", "class T { int x; }", "class T { }", "field removed: x"),
			structure("type of a field", "class T { int x; }", "class T { long x; }",
					"field x: type changed from I to J"),
			structure("field made volatile", "class T { int x; }", "class T { volatile int x; }",
					"field x: modifiers changed"),
			structure("fields reordered", "class T { int x; int y; }", "class T { int y; int x; }",
					"class p.T: order of members changed"),
			structure("type argument of a field", "class T { List<String> x; }", "class T { List<Integer> x; }",
					"field x: generic signature changed"),
			structure("annotation on a field", "class T { int x; }", "class T { @Deprecated int x; }",
					"field x: annotation @java.lang.Deprecated added"),
			structure("constant", "class T { static final int X = 1; }", "class T { static final int X = 2; }",
					"field X: constant changed from 1 to 2"),
			structure("static field that is no constant", "class T { static final Integer X = 1; }",
					"class T { static final Integer X = 2; }", "class initializer changed"),
			structure("static block", "class T { static { System.nanoTime(); } }",
					"class T { static { System.gc(); } }", "class initializer changed"),
			structure("static block added", "class T { }", "class T { static { System.gc(); } }",
					"class initializer added"),
			structure("method added", "class T { }", "class T { void a() { } }", "method added: a()V"),
			structure("method removed", "class T { void a() { } }", "class T { }", "method removed: a()V"),
			structure("parameter added", "class T { void a() { } }", "class T { void a(int b) { } }",
					"method added: a(I)V"),
			structure("parameter renamed", "class T { void a(int b) { } }", "class T { void a(int c) { } }",
					"method a(I)V: parameter names changed from b to c"),
			structure("return type", "class T { int a() { return 1; } }", "class T { long a() { return 1; } }",
					"method removed: a()I"),
			structure("type argument of a parameter", "class T { void a(List<String> b) { } }",
					"class T { void a(List<Long> b) { } }", "generic signature changed"),
			structure("method made public", "class T { void a() { } }", "class T { public void a() { } }",
					"method a()V: modifiers changed"),
			structure("exception declared", "class T { void a() { } }", "class T { void a() throws Exception { } }",
					"method a()V: exceptions changed"),
			structure("annotation on a method", "class T { void a() { } }", "class T { @Deprecated void a() { } }",
					"method a()V: annotation @java.lang.Deprecated added"),
			structure("value of an annotation", "class T { @Deprecated(since = \"1\") void a() { } }",
					"class T { @Deprecated(since = \"2\") void a() { } }", "annotation @java.lang.Deprecated changed"),
			structure("annotation on a parameter", "class T { void a(int b) { } }", "class T { void a(@N int b) { } }",
					"annotation @p.N of parameter 0 added"),
			structure("annotation on a type", "class T { List<String> a() { return null; } }",
					"class T { List<@N String> a() { return null; } }", "annotation @p.N of type"),
			structure("annotation on the class", "class T { }", "@Deprecated class T { }",
					"class p.T: annotation @java.lang.Deprecated added"),
			structure("annotations reordered", "@N @Deprecated class T { }", "@Deprecated @N class T { }",
					"order of annotations changed"),
			structure("methods reordered", "class T { void a() { } void b() { } }",
					"class T { void b() { } void a() { } }", "order of members changed"),
			structure("default of an annotation", "@interface T { int a() default 1; }",
					"@interface T { int a() default 2; }", "method a()I: default value changed"),
			structure("super class", "class T { }", "class T extends ArrayList<String> { }", "super class changed"),
			structure("interface added", "class T { }", "class T implements java.io.Serializable { }",
					"interfaces changed"),
			structure("type argument of the super class", "abstract class T extends ArrayList<String> { }",
					"abstract class T extends ArrayList<Long> { }", "class p.T: generic signature changed"),
			structure("class made final", "class T { }", "final class T { }", "class p.T: modifiers changed"),
			structure("lambda added", "class T { Object a() { return 1; } }",
					"class T { Object a() { Supplier<String> b = () -> \"\"; return b; } }",
					"lambda added: lambda$a$0"),
			structure("lambda removed", "class T { Object a() { Supplier<String> b = () -> \"\"; return b; } }",
					"class T { Object a() { return 1; } }", "lambda removed: lambda$a$0"),
			structure("lambda that captures", "class T { Supplier<Object> a(int b) { return () -> 1; } }",
					"class T { Supplier<Object> a(int b) { return () -> b; } }", "lambda added: lambda$a$0(I)"),
			structure("lambda that captures this", "class T { Supplier<Object> a() { return () -> 1; } }",
					"class T { Supplier<Object> a() { return () -> hashCode(); } }",
					"lambda$a$0()Ljava/lang/Object;: modifiers"),
			structure("lambda renumbered",
					"class T { Supplier<String> a() { return () -> \"\"; } int b() { return 1; } }",
					"class T { Supplier<String> a() { return () -> \"\"; } int b() { Supplier<String> c = () -> \"\"; return 1; } }",
					"lambda added"),
			structure("first assert", "class T { void a() { } }", "class T { void a() { assert hashCode() > 1; } }",
					"field added: $assertionsDisabled"),
			structure("anonymous class added", "class T { Object a() { return 1; } }",
					"class T { Object a() { return new Object() { }; } }", "nest members changed"),
			structure("member class added", "class T { }", "class T { class U { } }", "nested class p/T$U added"),
			structure("member class made static", "class T { class U { } }", "class T { static class U { } }",
					"nested class p/T$U changed"),
			structure("record component added", "record T(int a) { }", "record T(int a, int b) { }",
					"record component added: b"),
			structure("record components reordered", "record T(int a, int b) { }", "record T(int b, int a) { }",
					"parameter names changed from a, b to b, a"),
			structure("annotation on a record component", "record T(int a) { }", "record T(@N int a) { }",
					"annotation @p.N"),
			structure("constant of an enum added", "enum T { A }", "enum T { A, B }", "field added: B"),
			structure("constants of an enum reordered", "enum T { A, B }", "enum T { B, A }",
					"class initializer changed"),
			structure("argument of an enum's constant", "enum T { A(1); T(int b) { } }",
					"enum T { A(2); T(int b) { } }", "class initializer changed"),
			structure("permitted subclass added", "sealed interface T permits T.A { record A() implements T { } }",
					"sealed interface T permits T.A, T.B { record A() implements T { } record B() implements T { } }",
					"permitted subclasses changed"),
			structure("bridge method added",
					"class T implements Comparable { public int compareTo(Object o) { return 0; } }",
					"class T implements Comparable<T> { public int compareTo(T o) { return 0; } }",
					"bridge method added"));

	@TempDir
	static Path before;

	@TempDir
	static Path after;

	@BeforeAll
	static void compile() {
		Map<String, String> old = new HashMap<>();
		Map<String, String> now = new HashMap<>();
		IntStream.range(0, EDITS.size()).forEach((i) -> {
			old.put("p" + i + ".T", source(i, EDITS.get(i).before()));
			now.put("p" + i + ".T", source(i, EDITS.get(i).after()));
		});
		TestCompiler.compile(old, before);
		TestCompiler.compile(now, after);
	}

	private static String source(int number, String type) {
		String imports = "package p%s; import java.util.*; import java.util.function.*; ".formatted(number);
		return imports + type + "\n@interface NotUsed { }\n"
				+ "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @java.lang.annotation.Target({ "
				+ "java.lang.annotation.ElementType.TYPE_USE, java.lang.annotation.ElementType.PARAMETER, "
				+ "java.lang.annotation.ElementType.TYPE }) @interface N { }";
	}

	static Stream<Edit> edits() {
		return EDITS.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("edits")
	void tellsWhatChanged(Edit edit) {
		String type = "p" + EDITS.indexOf(edit) + ".T";
		ClassChange change = ClassChange.between(TestCompiler.read(before, type), TestCompiler.read(after, type));
		String number = type.substring(0, type.indexOf('.'));
		assertThat(change.kind()).as(change.toString()).isEqualTo(edit.kind());
		if (edit.kind() == Kind.STRUCTURE) {
			assertThat(change.reasons().toString().replace(number + ".", "p.").replace(number + "/", "p/"))
				.contains(edit.expected());
		}
		else {
			assertThat(change.methods()).map((method) -> method.replace(number + "/", "p/"))
				.containsExactlyInAnyOrder(edit.expected());
		}
	}

	@Test
	void tableIsLong() {
		assertThat(EDITS).hasSizeGreaterThan(60).extracting(Edit::name).doesNotHaveDuplicates();
	}

	private static Edit none(String name, String before, String after) {
		return new Edit(name, before, after, Kind.NONE);
	}

	private static Edit bodies(String name, String before, String after, String... methods) {
		return new Edit(name, before, after, Kind.METHOD_BODIES, methods);
	}

	private static Edit structure(String name, String before, String after, String reason) {
		return new Edit(name, before, after, Kind.STRUCTURE, reason);
	}

	record Edit(String name, String before, String after, Kind kind, String... expected) {

		@Override
		public String toString() {
			return this.name + Arrays.toString(this.expected);
		}

	}

}
