package dev.holdfast.reload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.reload.graph.Origin;
import dev.holdfast.reload.graph.Route;
import dev.holdfast.restart.EnteredMethods;
import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.restart.Restarts;

import static org.assertj.core.api.Assertions.assertThat;

class RedefinitionStrategyTests {

	private static final String SOURCE = """
			package app;
			public class Handler {
				private final String made = make();
				private final java.util.function.Supplier<String> lambda = () -> "lambda 1";
				private static String make() { return "made 1"; }
				public String one() { return "one 1"; }
				public String two() { return helper(); }
				public String both() { return helper(); }
				public String supplied() { return this.lambda.get(); }
				public String swapped() { String p = "p"; String q = "q"; return ((java.util.function.Supplier<String>) () -> p + q).get(); }
				private String helper() { return "helper 1"; }
				public String part() { return new Part().text(); }
				static class Part { String text; Part() { this.text = "part 1"; } String text() { return this.text; } }
				static class Unloaded { String text() { return "unloaded 1"; } }
				static class Named implements Runnable { public void run() { } }
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
		this.loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() },
				EnteredMethods.class.getClassLoader());
		GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());
		generations.retire();
		GenerationRecords records = new GenerationRecords(generations.generations(), this.loader::equals);
		this.strategy = new RedefinitionStrategy(records, () -> List.of(this.classes));
		this.strategy.attach();
		records.want(true);
		// What that thread runs later would count
		this.handler = Restarts.callOnBaseThread("start", this::make);
		records.started();
		this.strategy.use(application());
		this.strategy.prepare();
	}

	private Object make() {
		try {
			return this.loader.loadClass("app.Handler").getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@AfterEach
	void close() throws IOException {
		this.loader.close();
	}

	@Test
	void replacesCodeOfOneRoute() throws Exception {
		edit("one 1", "one 2");
		assertReplaced("for GET /one");
		assertThat(call("one")).isEqualTo("one 2");
	}

	@Test
	void replacesCodeOfSeveralRoutes() throws Exception {
		edit("helper 1", "helper 2");
		assertReplaced("for GET /both, GET /two");
		assertThat(call("two")).isEqualTo("helper 2");
	}

	@Test
	void comparesWithWhatRunsAndNotWithWhatWasOnDisk() throws Exception {
		edit("one 1", "one 2");
		assertReplaced("for GET /one");
		this.strategy.prepare();
		edit("made 1", "made 2");
		decide("app/Handler.class");
		edit("made 2", "made 1");
		edit("one 2", "one 3");
		assertReplaced("for GET /one");
		assertThat(call("one")).isEqualTo("one 3");
	}

	@Test
	void replacesWhatOnlyHasOtherLines() throws Exception {
		edit("public class", "\n\npublic class");
		assertReplaced("but no code in it");
	}

	@Test
	void replacesLambdasOfCodeThatHasRun() throws Exception {
		edit("lambda 1", "lambda 2");
		assertReplaced("for GET /both, GET /one, GET /two");
		assertThat(call("supplied")).isEqualTo("lambda 2");
	}

	@Test
	void replacesConstructorsThatHaveNotRun() throws Exception {
		assertThat(call("part")).isEqualTo("part 1");
		edit("part 1", "part 2");
		ReloadDecision decision = decide("app/Handler$Part.class");
		assertThat(decision.action().perform()).isNull();
		assertThat(call("part")).isEqualTo("part 2");
	}

	@Test
	void replacesWhatRequestsHaveRunAgainAndAgain() throws Exception {
		for (int i = 1; i < 4; i++) {
			assertThat(call("swapped")).isEqualTo((i % 2 == 1) ? "pq" : "qp");
			edit((i % 2 == 1) ? "p + q" : "q + p", (i % 2 == 1) ? "q + p" : "p + q");
			assertThat(decide("app/Handler.class").action().perform()).isNull();
		}
	}

	@Test
	void leavesClassesThatAreNotLoadedToTheirFiles() throws Exception {
		edit("unloaded 1", "unloaded 2");
		ReloadDecision decision = decide("app/Handler$Unloaded.class");
		assertThat(decision.reason()).isEqualTo("Replaced in place: app/Handler$Unloaded.class modified, for no route");
		assertThat(decision.action().perform()).isNull();
	}

	@Test
	void restartsForWhatMayBeFoundWithoutBeingLoaded() {
		assertRestart("app/Handler$Named.class", "app.Handler$Named may be found without being loaded");
	}

	@Test
	void restartsForMoreThanBodies() throws Exception {
		edit("public String one", "int more; public String one");
		assertRestart("app/Handler.class", "field added: more");
	}

	@Test
	void restartsForWhatHasRun() throws Exception {
		edit("made 1", "made 2");
		assertRestart("app/Handler.class", "Handler.make has run while the application was made");
		edit("made 2", "made 1");
		edit("= make()", "= make() + 1");
		assertRestart("app/Handler.class", "a constructor of Handler has run while the application was made");
	}

	@Test
	void restartsForACopyOfAClassThatIsLoadedFromElsewhere() throws Exception {
		Path copy = Files.copy(this.classes.resolve("app/Handler.class"), this.directory.resolve("Handler.class"));
		List<ChangedFile> changes = List.of(new ChangedFile(copy, "Handler.class", ChangedFile.Kind.MODIFIED, false));
		assertThat(this.strategy.decide(changes).reason())
			.isEqualTo("Handler.class modified (app.Handler is not loaded from there)");
	}

	@Test
	void restartsForAFileThatIsNoClass() throws Exception {
		Files.write(this.classes.resolve("app/Handler.class"), new byte[10]);
		assertRestart("app/Handler.class", "app/Handler.class cannot be read");
	}

	@Test
	void doesNotWaitForRoutes() throws Exception {
		this.strategy.use(application());
		edit("one 1", "one 2");
		assertReplaced("for routes that are not known yet");
		this.routes = null;
		this.strategy.prepare();
		edit("one 2", "one 3");
		assertReplaced("for routes that are not known yet");
	}

	@Test
	void findsRoutesAnewAfterAnEdit() throws Exception {
		edit("return \"one 1\"", "return helper()");
		assertReplaced("for GET /one");
		this.strategy.prepare();
		edit("helper 1", "helper 2");
		assertReplaced("for GET /both, GET /one, GET /two");
	}

	@Test
	void leavesToOthersWhatIsNotAnEditedClass() throws Exception {
		assertThat(this.strategy.decide(changes(ChangedFile.Kind.ADDED, "app/Handler.class"))).isNull();
		assertThat(this.strategy.decide(changes(ChangedFile.Kind.REMOVED, "app/Handler.class"))).isNull();
		assertThat(this.strategy.decide(changes(ChangedFile.Kind.MODIFIED, "application.properties"))).isNull();
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

	@Test
	void fallsBackToARestartIfCodeMakesSomethingMeanwhile() throws Exception {
		edit("one 1", "one 2");
		ReloadDecision decision = decide("app/Handler.class");
		EnteredMethods.making();
		call("one");
		EnteredMethods.made();
		assertThat(decision.action().perform()).isEqualTo("Handler.one has run while the application was made");
	}

	private void assertReplaced(String behind) {
		ReloadDecision decision = decide("app/Handler.class");
		assertThat(decision.reason()).isEqualTo("Replaced in place: app/Handler.class modified, " + behind);
		assertThat(decision.kind())
			.isEqualTo(behind.matches("for GET /\\w+") ? ReloadKind.SINGLE_ROUTE : ReloadKind.SELECTIVE);
		assertThat(decision.action().perform()).isNull();
	}

	private void assertRestart(String file, String reason) {
		assertThat(decide(file))
			.isEqualTo(new ReloadDecision(ReloadKind.RESTART, "%s modified (%s)".formatted(file, reason)));
	}

	private ReloadDecision decide(String file) {
		return this.strategy.decide(changes(ChangedFile.Kind.MODIFIED, file));
	}

	private List<ChangedFile> changes(ChangedFile.Kind kind, String name) {
		return List.of(new ChangedFile(this.classes.resolve(name), name, kind, false));
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
		return new FakeRunningApplication(() -> this.routes);
	}

}
