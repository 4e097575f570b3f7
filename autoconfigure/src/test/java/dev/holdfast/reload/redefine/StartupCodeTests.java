package dev.holdfast.reload.redefine;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartupCodeTests {

	private static final String TARGET = "class T { String run() { return \"\"; } static String make() { return \"\"; } }";

	private static final String ANNOTATION = "org.springframework.context.annotation.";

	@ParameterizedTest
	@ValueSource(strings = { "class A { A(T t) { t.run(); } }", "class A { String x = new T().run(); }",
			"class A { static String x = new T().run(); }",
			"class A { A(T t) { help(t); } void help(T t) { t.run(); } }",
			"class A { java.util.function.Supplier<String> x = new T()::run; }",
			"class A { java.util.function.Supplier<String> x = () -> new T().run(); }",
			"class A implements Runnable { public void run() { new T().run(); } }",
			"class A extends B { } abstract class B implements Runnable { public void run() { help(); } void help() { new T().run(); } }",
			"class A { @" + ANNOTATION + "Bean String a(T t) { return t.run(); } }",
			"@" + ANNOTATION + "Configuration class A { void any() { new T().run(); } }",
			"@interface Mine { } @Mine class A { void any() { new T().run(); } }",
			"class A { @jakarta.annotation.PostConstruct void any() { new T().run(); } }",
			"class A { @org.springframework.context.event.EventListener void on(Object event) { new T().run(); } }",
			"class A { public static void main(String[] a) { new T().run(); } }",
			"class A { public String toString() { return new T().run(); } }",
			"class A { A() throws Exception { T.class.getDeclaredMethod(\"run\"); } }",
			"class A { @org.springframework.beans.factory.annotation.Value(\"#{t.run()}\") String x; }",
			"interface I { @jakarta.annotation.PostConstruct void any(); } class A implements I { public void any() { new T().run(); } }",
			"class A { @" + ANNOTATION + "Bean(initMethod = \"run\") T t() { return null; } }",
			"class A { A(S s) { s.run(); } } class S extends T { }",
			"class A { A(Object o) { ((I) o).run(); } } interface I { String run(); } class J extends T implements I { public String run() { return super.run(); } }" })
	void mayHaveRun(String source) {
		assertThat(reason(source)).contains("T.run: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "class A { String any(T t) { return t.run(); } }",
			"@org.springframework.web.bind.annotation.RestController class A { @org.springframework.web.bind.annotation.GetMapping(\"/run\") String run() { return new T().run(); } }",
			"class A implements org.springframework.web.server.WebFilter { public reactor.core.publisher.Mono<Void> filter(org.springframework.web.server.ServerWebExchange e, org.springframework.web.server.WebFilterChain c) { new T().run(); return c.filter(e); } }",
			"class A { A(T t) { new U().run(); } } class U { String run() { return \"\"; } }",
			"class A { org.springframework.web.reactive.function.server.HandlerFunction<?> x = (request) -> { new T().run(); return null; }; }",
			"record A(String run) { }" })
	void runsAtRequestsOnly(String source) {
		assertThat(reason(source)).isNull();
	}

	@Test
	void settersOfPropertiesHaveRunWhereverTheyAre() {
		Compiled compiled = Compiled.of("@org.springframework.boot.context.properties.ConfigurationProperties "
				+ "class P { java.util.List<Q> q; } class Q { void setX(int x) { } }");
		assertThat(StartupCode.of(compiled.classes().values(), null).reason("app.Q", List.of("setX(I)V")))
			.isEqualTo("Q.setX: properties are bound to app.P");
	}

	@ParameterizedTest
	@ValueSource(strings = { "class A { A(org.springframework.core.codec.Encoder<Object> e) { look(new P()); } %s }",
			"class A { A() { look(P.class); } %s }", "class A { A() { look(P[].class); } %s }",
			"class A { A() { look(new Q()); } %s } class Q { P p; }",
			"class A { A() { look(new Q() { }); } %s } class Q extends P { }",
			"class A { P p = new P(); A() { look(this.p); } %s }" })
	void gettersHaveRunIfALibraryLooksAtObjects(String source) {
		String look = "static void look(Object o) { new org.springframework.beans.BeanWrapperImpl(o); }";
		String type = "class P { String getName() { return \"\"; } }";
		assertThat(StartupCode.of(Compiled.of(source.formatted(look) + type).classes().values(), null)
			.reason("app.P", List.of("getName()Ljava/lang/String;")))
			.isEqualTo("P.getName: a library may have called it at the start");
	}

	@ParameterizedTest
	@ValueSource(strings = { "class A { A() { new P(); java.util.List.of((Object) new P()); } }",
			"class A { void any() { new org.springframework.beans.BeanWrapperImpl(new P()); } }" })
	void gettersHaveNotRunOtherwise(String source) {
		String type = "class P { String getName() { return \"\"; } }";
		assertThat(StartupCode.of(Compiled.of(source + type).classes().values(), null)
			.reason("app.P", List.of("getName()Ljava/lang/String;"))).isNull();
	}

	@Test
	void methodsOfRecordsHaveNotRunIfNobodyMadeOne() {
		String source = "class A { A(Object o) { new org.springframework.beans.BeanWrapperImpl(o); } } "
				+ "record P(int x) { String text() { return \"\"; } }";
		assertThat(StartupCode.of(Compiled.of(source).classes().values(), null)
			.reason("app.P", List.of("text()Ljava/lang/String;"))).isNull();
	}

	@Test
	void gettersHaveRunIfATextNamesTheProperty() {
		String source = "class A { A() { find(\"name\"); } void find(String name) { } } "
				+ "class P { String getName() { return \"\"; } }";
		assertThat(StartupCode.of(Compiled.of(source).classes().values(), null)
			.reason("app.P", List.of("getName()Ljava/lang/String;"))).isNotNull();
	}

	@Test
	void readsAgainOnlyWhatChanged() {
		List<byte[]> files = List.copyOf(Compiled.of("class A { A(T t) { t.run(); } }" + TARGET).classes().values());
		StartupCode first = StartupCode.of(files, null);
		assertThat(StartupCode.of(files, first).reason("app.T", List.of("run()Ljava/lang/String;")))
			.isEqualTo(first.reason("app.T", List.of("run()Ljava/lang/String;")));
	}

	@Test
	void knowsNothingOfOtherClasses() {
		assertThat(StartupCode.of(List.of(), null).reason("app.T", List.of())).isEqualTo("app.T is unknown");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> StartupCode.of(List.of(new byte[3]), null));
	}

	private static String reason(String source) {
		return StartupCode.of(Compiled.of(source + TARGET).classes().values(), null)
			.reason("app.T", List.of("run()Ljava/lang/String;"));
	}

}
