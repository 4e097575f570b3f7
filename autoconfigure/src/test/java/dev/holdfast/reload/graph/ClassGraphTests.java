package dev.holdfast.reload.graph;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who depends on whom, kept up to date file by file.
 */
class ClassGraphTests {

	@TempDir
	Path directory;

	ClassGraph graph;

	@BeforeEach
	void setUp() {
		this.graph = new ClassGraph(List.of(this.directory));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			super class             | class A extends B { }
			interface               | class A implements I { }
			field                   | class A { B b; }
			array                   | class A { B[][] b; }
			type argument           | class A { java.util.List<? super B> b; }
			bound of a type variable| class A<T extends Object & java.util.List<B>> { }
			parameter               | class A { void a(B b) { } }
			return type             | abstract class A { abstract B a(); }
			exception               | class A { void a() throws X { } }
			exception that is caught| class A { void a() { try { hashCode(); } catch (X x) { } } }
			new object              | class A { Object a() { return new B(); } }
			call                    | class A { int a() { return C.b().n; } }
			static field            | class A { Object a() { return C.SHARED; } }
			cast                    | class A { Object a(Object b) { return (B) b; } }
			instanceof              | class A { boolean a(Object b) { return b instanceof B; } }
			class literal           | class A { Object a() { return B.class; } }
			lambda                  | class A { Runnable a() { return () -> new B(); } }
			method reference        | class A { java.util.function.Supplier<Object> a() { return B::new; } }
			annotation              | @N class A { }
			class in an annotation  | @N(B.class) class A { }
			annotation on a member  | class A { @N int a; }
			annotation on a variable| class A { void a(@N int b) { } }
			record component        | record A(B b) { }
			permitted subclass      | sealed interface A permits B2 { } final class B2 implements A { }
			nested class            | class A { class B3 { } }
			name in a text          | class A { Object a() throws Exception { return Class.forName("app.B"); } }
			package                 | class A { }
			""")
	void dependsOn(String what, String source) {
		String more = " class B { int n; } interface I { } class X extends RuntimeException { }"
				+ " class C { static Object SHARED = 1; static B b() { return new B(); } }"
				+ " @interface N { Class<?> value() default Object.class; }";
		TestCompiler.compile(
				Map.of("app.A", "package app; " + source + more, "app.package-info", "@Deprecated package app;"),
				this.directory);
		this.graph.build();
		String expected = switch (what) {
			case "interface" -> "app.I";
			case "exception", "exception that is caught" -> "app.X";
			case "call", "static field" -> "app.C";
			case "annotation", "annotation on a member", "annotation on a variable" -> "app.N";
			case "permitted subclass" -> "app.B2";
			case "nested class" -> "app.A$B3";
			case "package" -> "app.package-info";
			default -> "app.B";
		};
		assertThat(references("app.A")).contains(expected);
	}

	// Each uses the next one, the last one the first
	private void chain(int length) {
		Map<String, String> sources = new HashMap<>();
		for (int i = 0; i < length; i++) {
			sources.put("app.C" + i, "package app; class C%s { C%s next; }".formatted(i, (i + 1) % length));
		}
		TestCompiler.compile(sources, this.directory);
	}

	@Test
	void isUpdatedFileByFile() throws IOException {
		TestCompiler.compile(Map.of("app.A", "package app; class A { }", "app.B", "package app; class B { }"),
				this.directory);
		this.graph.build();
		assertThat(references("app.A")).doesNotContain("app.B");
		TestCompiler.compile(Map.of("app.A", "package app; class A { B b; }"), this.directory, this.directory);
		this.graph.update(TestCompiler.file(this.directory, "app.A"));
		assertThat(references("app.A")).contains("app.B");
		Files.delete(TestCompiler.file(this.directory, "app.B"));
		this.graph.update(TestCompiler.file(this.directory, "app.B"));
		assertThat(names()).containsExactly("app.A");
		this.graph.update(this.directory.resolve("readme.txt"));
		this.graph.update(Path.of("elsewhere/A.class"));
		assertThat(names()).containsExactly("app.A");
	}

	@Test
	void brokenFileKeepsWhatWasKnown() throws IOException {
		TestCompiler.compile(Map.of("app.A", "package app; class A { B b; } class B { }"), this.directory);
		this.graph.build();
		byte[] whole = TestCompiler.read(this.directory, "app.A");
		Path file = TestCompiler.file(this.directory, "app.A");
		Files.write(file, Arrays.copyOf(whole, whole.length / 2));
		this.graph.update(file);
		assertThat(unreadable()).containsOnlyKeys("app.A");
		assertThat(references("app.A")).contains("app.B");
		Files.write(file, whole);
		this.graph.update(file);
		assertThat(unreadable()).isEmpty();
	}

	@Test
	void noBeginningOfAFilePassesForAll() {
		TestCompiler.compile(
				Map.of("app.A", "package app; @Deprecated record A(int b) { Runnable c() { return () -> { }; } }"),
				this.directory);
		byte[] whole = TestCompiler.read(this.directory, "app.A");
		ClassNodeReader.read(whole, this.directory, new HashMap<>());
		for (int length = 0; length < whole.length; length++) {
			byte[] part = Arrays.copyOf(whole, length);
			assertThatIllegalArgumentException().as("%s of %s bytes", length, whole.length)
				.isThrownBy(() -> ClassNodeReader.read(part, this.directory, new HashMap<>()));
			assertThat(ClassChange.between(whole, part).kind()).isEqualTo(ClassChange.Kind.STRUCTURE);
		}
	}

	@Test
	void garbageNeverBreaksTheGraph() throws IOException {
		Files.writeString(this.directory.resolve("A.class"), "no class");
		Files.write(this.directory.resolve("B.class"),
				new byte[] { (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE });
		TestCompiler.compile(Map.of("C", "class C { }"), this.directory);
		Files.copy(this.directory.resolve("C.class"), this.directory.resolve("D.class"));
		this.graph.build();
		assertThat(unreadable()).containsOnlyKeys("A", "B", "D").containsEntry("D", "it holds C");
		assertThat(names()).containsExactly("A", "B", "C", "D");
	}

	@Test
	void firstRootOfAClassCounts(@TempDir Path second) throws IOException {
		TestCompiler.compile(Map.of("A", "class A { B b; } class B { }"), this.directory);
		TestCompiler.compile(Map.of("A", "class A { C c; } class C { }"), second);
		ClassGraph both = new ClassGraph(List.of(this.directory, second));
		both.build();
		both.update(TestCompiler.file(second, "A"));
		assertThat(references(both, "A")).contains("B").doesNotContain("C");
		Files.delete(TestCompiler.file(this.directory, "A"));
		both.update(TestCompiler.file(this.directory, "A"));
		assertThat(references(both, "A")).contains("C").doesNotContain("B");
	}

	@Test
	void readsArchivesToo(@TempDir Path other) throws IOException {
		TestCompiler.compile(Map.of("app.A", "package app; class A { B b; } class B { }"), other);
		Path archive = this.directory.resolve("library.jar");
		try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
			Files.createDirectories(files.getPath("/app"));
			for (String type : List.of("app.A", "app.B")) {
				Files.write(TestCompiler.file(files.getPath("/"), type), TestCompiler.read(other, type));
			}
			ClassGraph library = new ClassGraph(List.of(files.getPath("/")));
			library.build();
			assertThat(references(library, "app.A")).contains("app.B");
		}
	}

	@Test
	void updatesDuringABuildAreNotLost() {
		chain(300);
		this.graph.build();
		TestCompiler.compile(Map.of("app.New", "package app; class New { C0 c; }"), this.directory, this.directory);
		CompletableFuture<Void> builds = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 5; i++) {
				this.graph.build();
			}
		}).orTimeout(60, TimeUnit.SECONDS);
		while (!builds.isDone()) {
			this.graph.update(TestCompiler.file(this.directory, "app.New"));
			assertThat(references("app.New")).contains("app.C0");
			assertThat(references("app.C299")).contains("app.C0");
		}
		assertThat(builds).isCompleted();
		assertThat(names()).hasSize(301);
	}

	private Set<String> references(String type) {
		return references(this.graph, type);
	}

	private static Set<String> references(ClassGraph graph, String type) {
		ClassNode node = graph.snapshot().node(type);
		assertThat(node).isNotNull();
		return node.references();
	}

	private Set<String> names() {
		return this.graph.snapshot()
			.nodes()
			.stream()
			.map(ClassNode::name)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Map<String, String> unreadable() {
		return this.graph.snapshot()
			.nodes()
			.stream()
			.filter(ClassNode::isUnreadable)
			.collect(Collectors.toMap(ClassNode::name, (node) -> String.valueOf(node.problem())));
	}

}
