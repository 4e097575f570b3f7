package dev.holdfast.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

import dev.holdfast.sample.harness.Browser;
import dev.holdfast.sample.harness.EventStream;
import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One application and one browser that shows its pages.
 */
final class BrowserFixture implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(20);

	static final String GENERATION = "return holdfast.status()?.generation";

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private final SourceProject project;

	private final ForkedApplication application;

	private final Browser browser;

	private int restarts;

	BrowserFixture(Path directory) {
		this.project = SourceProject.copyTo(directory.resolve("project"));
		this.project.write("static/page.html", BrowserSources.PAGE.formatted("one"));
		this.project.write("static/without-worker.html", BrowserSources.WITHOUT_WORKER.formatted("one"));
		this.project.write("static/insecure.html", BrowserSources.INSECURE.formatted("one"));
		this.project.write("static/app.css", "h1 { color: rgb(1, 2, 3) }");
		this.project.write("dev/holdfast/sample/LeftPage.java", BrowserSources.left("left", ""));
		this.project.write("dev/holdfast/sample/RightPage.java", BrowserSources.right());
		this.application = ForkedApplication.of(this.project).start();
		this.browser = Browser.start(directory.resolve("profile"));
	}

	SourceProject project() {
		return this.project;
	}

	ForkedApplication application() {
		return this.application;
	}

	Browser browser() {
		return this.browser;
	}

	void screenshot(String name) {
		this.browser.screenshot(SCREENSHOTS.resolve(name + ".png"));
	}

	void awaitRoutes() {
		try (RawHttp http = RawHttp.keepAlive(this.application.port())) {
			Awaitility.await().atMost(LIMIT).until(() -> http.get("/_holdfast/status").text().contains("/left/too"));
		}
	}

	void open(String path) {
		this.browser.open("http://127.0.0.1:" + this.application.port() + path);
		await("return holdfast.status()?.phase", "live");
	}

	void restart() {
		restart(() -> {
		});
	}

	void restart(Runnable edit) {
		int next = Integer.parseInt(this.browser.run(GENERATION)) + 1;
		String version = "restart " + ++this.restarts;
		this.application.restart(() -> {
			edit.run();
			this.project.version(version);
		}, version);
		await(GENERATION, String.valueOf(next));
	}

	void assertOneConnection() {
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
			try (EventStream another = EventStream.open(this.application.port(), "/_holdfast/events")) {
				Awaitility.await().atMost(LIMIT).until(() -> another.text().contains("\"clients\":"));
				assertThat(another.text()).contains("\"clients\":2,");
			}
		});
	}

	void assertLoads(int number) {
		Awaitility.await()
			.atMost(LIMIT)
			.during(Duration.ofMillis(500))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.browser.run("return document.readyState + sessionStorage.loads"))
				.isEqualTo("complete" + number));
	}

	void await(String script, String value) {
		Awaitility.await()
			.atMost(LIMIT)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.browser.run(script)).isEqualTo(value));
	}

	// Only if there is axe-core: it is not in the repository of this build
	void assertAccessible(String what, String element) {
		String axe = System.getenv("AXE_CORE");
		if (axe != null) {
			this.browser.run(read(Path.of(axe)));
			assertThat(this.browser
				.run("return axe.run('" + element + "').then(({ violations }) => JSON.stringify(violations.map("
						+ "({ id, impact, nodes }) => [id, impact, nodes[0].html])))"))
				.as(what)
				.isEqualTo("[]");
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.browser.close();
		this.application.close();
	}

}
