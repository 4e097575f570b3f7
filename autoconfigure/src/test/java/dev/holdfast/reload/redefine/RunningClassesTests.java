package dev.holdfast.reload.redefine;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunningClassesTests {

	private final AtomicInteger numbers = new AtomicInteger(40_000);

	private final RunningClasses running = new RunningClasses(Told.class, this.numbers::incrementAndGet);

	private Compiled loader;

	private Redefiner redefiner;

	@BeforeEach
	void attach() {
		Told.ALL.clear();
		this.redefiner = new Redefiner((asked) -> (asked == this.loader) ? this.running : null);
		this.redefiner.attach();
	}

	@ParameterizedTest
	@ValueSource(strings = { "class A { public static void run() { } }", "interface A { static void run() { } }",
			"enum A { X, Y; public static void run() { for (A a : values()) { switch (a) { case X: break; default: a.name(); } } } }",
			"record A(int x) { public static void run() { while (true) { if (new A(3).x() > 2) { return; } } } }",
			"class A { static final long T = System.nanoTime(); public static void run() { do { } while (T > T); } }",
			"class A { public static void run() { try { throw new Exception(); } catch (Exception ex) { ex.getMessage(); } finally { \"\".length(); } } }",
			"class A { A(int x) { this(x > 0 ? \"a\" : \"b\"); } A(String s) { } public static void run() { new A(1); } }",
			"class A { public static void run() { Runnable r = () -> new Object() { void x() { } }.x(); r.run(); } }",
			"class A { static Object x; static { try { x = new int[2]; } catch (RuntimeException ex) { x = null; } } public static void run() { } }" })
	void wovenClassesRunAndTell(String source) throws Exception {
		run(source);
		assertThat(Told.ALL).contains(this.running.number("app.A", "run()V").orElseThrow());
		assertThat(this.running.content("app.A")).isEqualTo(this.loader.classes().get("app.A"));
	}

	@Test
	void tellsOfNothingThatHasNotRun() throws Exception {
		run("class A { A() { } public static void run() { } static void not() { } abstract static class B { abstract void c(); } }");
		assertThat(Told.ALL).containsExactly(this.running.number("app.A", "run()V").orElseThrow());
		assertThat(this.running.number("app.A", "not()V")).isPresent();
		assertThat(this.running.number("app.A", "none()V")).isEmpty();
		assertThat(this.running.number("app.B", "not()V")).isEmpty();
	}

	@Test
	void tellsOfLambdasApart() throws Exception {
		run("class A { static Runnable r; public static void run() { r = () -> { }; } }");
		assertThat(Told.ALL).doesNotContain(this.running.number("app.A", "lambda$run$0()V").orElseThrow());
	}

	@Test
	void tellsWhenInitializersBeginAndEnd() throws Exception {
		run("class A { static { B.b(); } public static void run() { } } class B { static void b() { } }");
		assertThat(Told.ALL).startsWith("making").containsSequence(this.running.number("app.B", "b()V").get(), "made");
	}

	@Test
	void tellsWhenInitializersFail() {
		assertThatThrownBy(() -> run("class A { static { B.b(); } public static void run() { } } "
				+ "class B { static void b() { throw new IllegalStateException(); } }"))
			.hasRootCauseInstanceOf(IllegalStateException.class);
		assertThat(Told.ALL).startsWith("making").endsWith("made");
	}

	@Test
	void tellsWhenFactoriesMake() throws Exception {
		run("class A { Object getObject() { return B.b(1); } Object getObject(int x) { return B.b(2); } "
				+ "public static void run() { new A().getObject(); } } class B { static Object b(int x) { return x; } }");
		assertThat(Told.ALL).containsSequence("making",
				this.running.number("app.A", "getObject()Ljava/lang/Object;").get(),
				this.running.number("app.B", "b(I)Ljava/lang/Object;").get(), "made");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.context.annotation.Bean", "jakarta.annotation.PostConstruct",
			"org.springframework.scheduling.annotation.Scheduled" })
	void tellsWhenAnnotatedMethodsMake(String annotation) throws Exception {
		run("class A { @" + annotation + " Object make() { for (int i = 0; i < 2; i++) { B.b(i); } return this; } "
				+ "public static void run() { new A().make(); } } class B { static void b(int x) { } }");
		Integer called = this.running.number("app.B", "b(I)V").orElseThrow();
		assertThat(Told.ALL).containsSequence("making",
				this.running.number("app.A", "make()Ljava/lang/Object;").orElseThrow(), called, called, "made");
	}

	@Test
	void methodsKeepTheirNumbersWhenTheyAreReplaced() throws Exception {
		run("class A { public static void run() { } }");
		Map<String, byte[]> changed = Compiled.of("class A { public static void run() { A.class.getName(); } }")
			.classes();
		this.redefiner.redefine(this.loader, changed);
		Told.ALL.clear();
		call();
		assertThat(Told.ALL).containsExactly(this.running.number("app.A", "run()V").orElseThrow());
		assertThat(this.running.content("app.A")).isEqualTo(changed.get("app.A"));
	}

	@Test
	void staysAsItIsIfTheJvmRefuses() throws Exception {
		run("class A { public static void run() { } }");
		Map<String, byte[]> changed = Compiled.of("class A { int more; public static void run() { } }").classes();
		assertThatExceptionOfType(RedefinitionException.class)
			.isThrownBy(() -> this.redefiner.redefine(this.loader, changed));
		assertThat(this.running.content("app.A")).isEqualTo(this.loader.classes().get("app.A"));
	}

	@Test
	void nothingIsKnownOfWhatOthersReplace() throws Exception {
		run("class A { public static void run() { } }");
		Compiled own = this.loader;
		Redefiner other = new Redefiner((asked) -> null);
		other.attach();
		other.redefine(own, Compiled.of("class A { public static void run() { A.class.getName(); } }").classes());
		assertThat(this.running.content("app.A")).isNull();
		assertThat(this.redefiner.isLoaded(own, "app.A")).isTrue();
		assertThat(this.redefiner.isLoaded(own, "app.B")).isFalse();
	}

	@Test
	void leavesGeneratedClassesAsTheyAre() throws Exception {
		this.loader = Compiled.of("class A$$Proxy { }");
		this.loader.loadClass("app.A$$Proxy");
		assertThat(this.running.content("app.A$$Proxy")).isNull();
	}

	private void run(String source) throws ReflectiveOperationException {
		this.loader = Compiled.of(source);
		call();
	}

	private void call() throws ReflectiveOperationException {
		Method run = this.loader.loadClass("app.A").getDeclaredMethod("run");
		run.setAccessible(true);
		run.invoke(null);
	}

}
