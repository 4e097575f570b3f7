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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
		assertThat(this.graph.dependencies("app.A")).contains(expected);
		assertThat(this.graph.dependents(Set.of(expected), 0)).contains("app.A");
	}

	@Test
	void followsChainsAndCyclesToTheDepth() {
		chain(6);
		this.graph.build();
		assertThat(this.graph.dependents(Set.of("app.C3"), 1)).containsExactly("app.C2");
		assertThat(this.graph.dependents(Set.of("app.C3"), 2)).containsExactlyInAnyOrder("app.C1", "app.C2");
		assertThat(this.graph.dependents(Set.of("app.C3"), 0)).hasSize(5).doesNotContain("app.C3");
		assertThat(this.graph.dependents(Set.of(), 0)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.graph.dependents(Set.of(), -1))
			.withMessage("'maxDepth' [-1] must not be negative");
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
		assertThat(this.graph.dependents(Set.of("app.B"), 0)).isEmpty();
		TestCompiler.compile(Map.of("app.A", "package app; class A { B b; }"), this.directory, this.directory);
		this.graph.update(TestCompiler.file(this.directory, "app.A"));
		assertThat(this.graph.dependents(Set.of("app.B"), 0)).containsExactly("app.A");
		Files.delete(TestCompiler.file(this.directory, "app.B"));
		this.graph.remove(TestCompiler.file(this.directory, "app.B"));
		assertThat(this.graph.types()).containsExactly("app.A");
		assertThat(this.graph.dependents(Set.of("app.B"), 0)).as("of a class that has gone").containsExactly("app.A");
		this.graph.update(this.directory.resolve("readme.txt"));
		this.graph.update(Path.of("elsewhere/A.class"));
		assertThat(this.graph.types()).containsExactly("app.A");
	}

	@Test
	void brokenFileKeepsWhatWasKnownAndCountsAsDependent() throws IOException {
		TestCompiler.compile(Map.of("app.A", "package app; class A { B b; } class B { } class C { } class D { C c; }"),
				this.directory);
		this.graph.build();
		byte[] whole = TestCompiler.read(this.directory, "app.A");
		Path file = TestCompiler.file(this.directory, "app.A");
		Files.write(file, Arrays.copyOf(whole, whole.length / 2));
		this.graph.update(file);
		assertThat(this.graph.unreadable()).containsOnlyKeys("app.A");
		assertThat(this.graph.dependents(Set.of("app.B"), 0)).containsExactly("app.A");
		assertThat(this.graph.dependents(Set.of("app.C"), 0)).containsExactlyInAnyOrder("app.A", "app.D");
		assertThat(this.graph.hasConstants("app.A")).isTrue();
		Files.write(file, whole);
		this.graph.update(file);
		assertThat(this.graph.unreadable()).isEmpty();
		assertThat(this.graph.dependents(Set.of("app.C"), 0)).containsExactly("app.D");
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
		assertThat(this.graph.unreadable()).containsOnlyKeys("A", "B", "D").containsEntry("D", "it holds C");
		assertThat(this.graph.types()).containsExactly("A", "B", "C", "D");
	}

	@Test
	void knowsWhoHasConstants() {
		TestCompiler.compile(Map.of("A", """
				class A { static final int X = 1; int a; }
				class B { static final Integer X = 1; }
				class C { int a() { return A.X; } }
				class D { int a(int b) { switch (b) { case A.X: return 2; default: return 3; } } }"""), this.directory);
		this.graph.build();
		assertThat(this.graph.hasConstants("A")).isTrue();
		assertThat(this.graph.hasConstants("B")).isFalse();
		assertThat(this.graph.hasConstants("unknown")).isTrue();
		assertThat(this.graph.dependents(Set.of("A"), 0)).as("a case label has no trace").containsExactly("C");
	}

	@Test
	void firstRootOfAClassCounts(@TempDir Path second) throws IOException {
		TestCompiler.compile(Map.of("A", "class A { B b; } class B { }"), this.directory);
		TestCompiler.compile(Map.of("A", "class A { C c; } class C { }"), second);
		ClassGraph both = new ClassGraph(List.of(this.directory, second));
		both.build();
		both.update(TestCompiler.file(second, "A"));
		assertThat(both.dependencies("A")).containsExactly("B");
		Files.delete(TestCompiler.file(this.directory, "A"));
		both.remove(TestCompiler.file(this.directory, "A"));
		assertThat(both.dependencies("A")).containsExactly("C");
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
			assertThat(library.dependents(Set.of("app.B"), 0)).containsExactly("app.A");
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
			assertThat(this.graph.dependents(Set.of("app.C0"), 1)).contains("app.New", "app.C299");
		}
		assertThat(builds).isCompleted();
		assertThat(this.graph.types()).hasSize(301);
	}

}
