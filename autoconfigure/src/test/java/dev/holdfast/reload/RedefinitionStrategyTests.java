package dev.holdfast.reload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Origin;
import dev.holdfast.reload.graph.Route;
import dev.holdfast.reload.redefine.Redefiner;
import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChange.Kind;
import dev.holdfast.reload.watch.FileChanges;

import static org.assertj.core.api.Assertions.assertThat;

class RedefinitionStrategyTests {

	private static final String SOURCE = """
			package app;
			public class Handler {
				private final String made = make();
				private static String make() { return "made 1"; }
				public String one() { return "one 1"; }
				public String two() { return helper(); }
				public String both() { return helper(); }
				private String helper() { return "helper 1"; }
				static class Unused { String text() { return "unused 1"; } }
			}
			""";

	@TempDir
	Path directory;

	private Path classes;

	private URLClassLoader loader;

	private Object handler;

	private RedefinitionStrategy strategy;

	private String source = SOURCE;

	private @Nullable List<Route> routes = List.of(new Route("GET /one", new Origin("app.Handler", "one")),
			new Route("GET /two", new Origin("app.Handler", "two")),
			new Route("GET /both", new Origin("app.Handler", "both")));

	@BeforeEach
	void load() throws Exception {
		this.classes = Files.createDirectories(this.directory.resolve("classes"));
		compile();
		this.loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() }, null);
		this.handler = this.loader.loadClass("app.Handler").getDeclaredConstructor().newInstance();
		this.strategy = new RedefinitionStrategy(new Redefiner(), () -> this.loader);
		this.strategy.use(application());
		this.strategy.rememberAll(List.of(this.classes));
		this.strategy.prepare();
	}

	@AfterEach
	void close() throws IOException {
		this.loader.close();
	}

	@Test
	void replacesCodeOfOneRoute() throws Exception {
		edit("one 1", "one 2");
		assertDone(ReloadKind.SINGLE_ROUTE, "Replaced in place: app/Handler.class modified, for GET /one");
		assertThat(call("one")).isEqualTo("one 2");
	}

	@Test
	void replacesCodeOfSeveralRoutes() throws Exception {
		edit("helper 1", "helper 2");
		assertDone(ReloadKind.SELECTIVE, "Replaced in place: app/Handler.class modified, for GET /both, GET /two");
		assertThat(call("two")).isEqualTo("helper 2");
	}

	@Test
	void comparesWithWhatRunsAndNotWithWhatWasOnDisk() throws Exception {
		edit("one 1", "one 2");
		assertDone(ReloadKind.SINGLE_ROUTE, "Replaced in place: app/Handler.class modified, for GET /one");
		edit("made 1", "made 2");
		decide("app/Handler.class");
		edit("made 2", "made 1");
		edit("one 2", "one 3");
		assertDone(ReloadKind.SINGLE_ROUTE, "Replaced in place: app/Handler.class modified, for GET /one");
		assertThat(call("one")).isEqualTo("one 3");
	}

	@Test
	void replacesWhatOnlyHasOtherLines() throws Exception {
		edit("public class", "\n\npublic class");
		assertDone(ReloadKind.SELECTIVE, "Replaced in place: app/Handler.class modified, but no code in it");
	}

	@Test
	void restartsForMoreThanBodies() throws Exception {
		edit("public String one", "int more; public String one");
		assertRestart("app/Handler.class modified (field added: more)");
	}

	@Test
	void restartsForWhatHasRun() throws Exception {
		edit("made 1", "made 2");
		assertRestart(
				"app/Handler.class modified (constructors or the class initializer use: make()Ljava/lang/String;)");
	}

	@Test
	void restartsForWhatNoRouteRuns() throws Exception {
		edit("unused 1", "unused 2");
		assertThat(decide("app/Handler$Unused.class")).isEqualTo(new ReloadDecision(ReloadKind.RESTART,
				"app/Handler$Unused.class modified (no route is known to run it)"));
	}

	@Test
	void restartsIfRoutesAreNotKnown() throws Exception {
		this.routes = null;
		this.strategy.use(application());
		edit("one 1", "one 2");
		assertRestart("app/Handler.class modified (routes are not known)");
	}

	@Test
	void restartsIfItIsNotKnownWhatRuns() throws Exception {
		this.strategy.forget(this.classes.resolve("app/Handler.class"));
		edit("one 1", "one 2");
		assertRestart("app/Handler.class modified (what app/Handler.class was before is not known)");
	}

	@Test
	void restartsIfAClassThatMayCallItIsNotKnown() throws Exception {
		Path unused = this.classes.resolve("app/Handler$Unused.class");
		this.strategy.forget(unused);
		edit("one 1", "one 2");
		assertRestart("app/Handler.class modified (not all classes that run are known)");
		this.strategy.reloaded(changes(Kind.MODIFIED, "app/Handler$Unused.class"));
		assertDone(ReloadKind.SINGLE_ROUTE, "Replaced in place: app/Handler.class modified, for GET /one");
	}

	@Test
	void knowsNothingBeforeTheClassesAreReadAnew() throws Exception {
		this.strategy.forgetAll();
		assertThat(this.strategy.lacksClasses()).isTrue();
		edit("one 1", "one 2");
		assertRestart("app/Handler.class modified (what app/Handler.class was before is not known)");
		this.strategy.rememberAll(List.of(this.classes));
		assertThat(this.strategy.lacksClasses()).isFalse();
		edit("one 2", "one 3");
		assertDone(ReloadKind.SINGLE_ROUTE, "Replaced in place: app/Handler.class modified, for GET /one");
	}

	@Test
	void leavesToOthersWhatIsNotAnEditedClass() throws Exception {
		assertThat(this.strategy.decide(changes(Kind.ADDED, "app/Handler.class"))).isNull();
		assertThat(this.strategy.decide(changes(Kind.REMOVED, "app/Handler.class"))).isNull();
		assertThat(this.strategy.decide(changes(Kind.MODIFIED, "application.properties"))).isNull();
		this.strategy.letGo();
		edit("one 1", "one 2");
		assertThat(decide("app/Handler.class")).isNull();
	}

	@Test
	void fallsBackToARestartIfTheGenerationIsGone() throws Exception {
		edit("one 1", "one 2");
		ReloadDecision decision = decide("app/Handler.class");
		this.strategy.letGo();
		assertThat(decision.action().perform()).isEqualTo("the application is about to stop");
		assertThat(call("one")).isEqualTo("one 1");
	}

	private void assertDone(ReloadKind kind, String reason) {
		ReloadDecision decision = decide("app/Handler.class");
		assertThat(decision.kind()).as(decision.reason()).isEqualTo(kind);
		assertThat(decision.reason()).isEqualTo(reason);
		assertThat(decision.action().perform()).isNull();
	}

	private void assertRestart(String reason) {
		assertThat(decide("app/Handler.class")).isEqualTo(new ReloadDecision(ReloadKind.RESTART, reason));
	}

	private ReloadDecision decide(String file) {
		return this.strategy.decide(changes(Kind.MODIFIED, file));
	}

	private FileChanges changes(Kind kind, String name) {
		return new FileChanges(List.of(new FileChange(this.classes.resolve(name), name, kind, false)));
	}

	private Object call(String method) throws ReflectiveOperationException {
		return this.handler.getClass().getMethod(method).invoke(this.handler);
	}

	private void edit(String before, String after) throws IOException {
		this.source = this.source.replace(before, after);
		compile();
	}

	private void compile() throws IOException {
		Path file = this.directory.resolve("Handler.java");
		Files.writeString(file, this.source);
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		int code = ToolProvider.getSystemJavaCompiler()
			.run(null, null, errors, "-g", "-parameters", "-proc:none", "-d", this.classes.toString(), file.toString());
		assertThat(code).as(errors::toString).isZero();
	}

	private RunningApplication application() {
		return new RunningApplication() {

			@Override
			public @Nullable List<Route> routes() {
				return RedefinitionStrategyTests.this.routes;
			}

			@Override
			public BeanClasses beans() {
				return (type) -> Set.of();
			}

			@Override
			public int maxDepth() {
				return 0;
			}

		};
	}

}
