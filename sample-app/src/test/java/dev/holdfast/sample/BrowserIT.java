package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.holdfast.sample.harness.Browser;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.SourceProject;
import dev.holdfast.sample.harness.StartGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a developer sees in the browser. All tests have one application and one browser,
 * and tabs of their own. Pages count how often they are loaded.
 */
@EnabledIf("dev.holdfast.sample.harness.Browser#isInstalled")
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(120)
class BrowserIT {

	private static final Duration LIMIT = BrowserFixture.LIMIT;

	private static final Pattern RESTARTING = Pattern.compile("Restarting: ");

	@TempDir
	private static Path directory;

	private static BrowserFixture fixture;

	private static SourceProject project;

	private static Browser browser;

	private static String blank;

	@BeforeAll
	static void start() {
		fixture = new BrowserFixture(directory);
		project = fixture.project();
		browser = fixture.browser();
		blank = browser.tab();
	}

	@AfterAll
	static void stop() {
		if (fixture != null) {
			fixture.close();
		}
	}

	@BeforeEach
	void openTab() {
		browser.openTab();
	}

	@AfterEach
	void closeTab() {
		browser.closeTab();
		browser.switchTo(blank);
	}

	@Test
	void reloadsOncePerRestartAndKeepsWhatTheUserDid() {
		fixture.open("/page.html");
		browser.run("document.getElementById('name').focus({ preventScroll: true })");
		browser.type("typed");
		browser.run("document.getElementById('price').value = 'of a script'; scrollTo(0, 700); window.old = true;"
				+ "holdfast.on('generation-live', () => sessionStorage.live = Date.now())");
		fixture.restart();
		fixture.await("return window.old", "null");
		long shown = Math
			.round(Double.parseDouble(browser.run("const [page] = performance.getEntriesByType('navigation');"
					+ "return performance.timeOrigin + page.domContentLoadedEventEnd - sessionStorage.live")));
		System.out.println("The page was shown anew " + shown + " ms after the application was live");
		assertThat(shown).isLessThan(1000);
		fixture.assertLoads(2);
		fixture.await("return document.getElementById('name').value", "typed");
		fixture.await("return Math.round(scrollY)", "700");
		assertThat(browser.run("return document.getElementById('price').value")).isEqualTo("one");
		browser.run("document.getElementById('price').select()");
		browser.type("of a user");
		project.write("static/page.html", BrowserSources.PAGE.formatted("new"));
		fixture.await("return document.querySelector('h1')?.textContent", "new");
		fixture.await("return document.getElementById('name').value", "typed");
		// What the new code renders is not hidden by what was typed over the old
		assertThat(browser.run("return document.getElementById('price').value")).isEqualTo("new");
		fixture.assertLoads(3);
		browser.run("scrollTo(0, 0)");
		fixture.screenshot("reloaded");
	}

	@Test
	void swapsStyleSheetsAndReloadsForPages() {
		fixture.open("/page.html");
		int before = fixture.application().countLog(RESTARTING);
		browser.run("window.old = true");
		project.write("static/app.css", "h1 { color: rgb(4, 5, 6) }");
		fixture.await("return getComputedStyle(document.querySelector('h1')).color", "rgb(4, 5, 6)");
		fixture.await("return document.querySelectorAll('link[rel=stylesheet]').length", "1");
		assertThat(browser.run("return window.old")).isEqualTo("true");
		fixture.assertLoads(1);
		project.write("static/page.html", BrowserSources.PAGE.formatted("two"));
		fixture.await("return document.querySelector('h1')?.textContent", "two");
		fixture.assertLoads(2);
		assertThat(fixture.application().countLog(RESTARTING)).isEqualTo(before);
	}

	@Test
	void reloadsPagesOfTheRoutesThatAreAffected() {
		fixture.awaitRoutes();
		String left = browser.tab();
		fixture.open("/left");
		String right = browser.openTab();
		fixture.open("/right");
		browser.run("window.old = true");
		fixture.restart(() -> project.write("dev/holdfast/sample/LeftPage.java",
				BrowserSources.left("left 2", "	int more;")));
		assertThat(browser.run("return window.old")).isEqualTo("true");
		fixture.assertLoads(1);
		browser.switchTo(left);
		fixture.await("return document.querySelector('h1')?.textContent", "left 2");
		fixture.assertLoads(2);
		browser.switchTo(right);
		int next = Integer.parseInt(browser.run(BrowserFixture.GENERATION)) + 1;
		project.edit("application.yml", (text) -> text + "demo.title: configured\n");
		fixture.await(BrowserFixture.GENERATION, String.valueOf(next));
		fixture.await("return document.querySelector('h1')?.textContent", "configured");
		fixture.assertLoads(2);
		browser.switchTo(left);
		fixture.assertLoads(3);
		browser.closeTab();
		browser.switchTo(right);
	}

	@Test
	void showsWhyAStartFailsUntilItIsFixed() {
		fixture.open("/page.html");
		project.write("dev/holdfast/sample/Stock.java", BrowserSources.broken(true));
		project.compile();
		String dialog = "document.querySelector('holdfast-panel')?.shadowRoot.querySelector('dialog')";
		try {
			fixture.await("return " + dialog + "?.open", "true");
			assertThat(browser.run("return " + dialog + ".textContent")).contains("failed to start", "no stock",
					"dev.holdfast.sample.Stock.<init>(Stock.java:7)");
			assertThat(browser.run("return " + dialog + ".scrollTop")).isEqualTo("0");
			fixture.screenshot("failed");
			fixture.assertAccessible("overlay", "holdfast-panel");
			fixture.assertLoads(1);
		}
		finally {
			project.write("dev/holdfast/sample/Stock.java", BrowserSources.broken(false));
			project.compile();
		}
		fixture.await("return holdfast.status()?.phase + " + dialog, "liveundefined");
		fixture.assertLoads(2);
	}

	@Test
	void saysThatARestartTakesItsTime() {
		StartGate gate = StartGate.in(project, directory);
		fixture.open("/page.html");
		gate.close();
		project.version("slow").compile();
		String status = "document.querySelector('holdfast-panel')?.shadowRoot.querySelector('#status').textContent";
		fixture.await("return " + status, "Restarting\u2026");
		fixture.screenshot("restarting");
		gate.open();
		fixture.await("return holdfast.status()?.phase + " + status, "liveundefined");
		fixture.assertLoads(2);
	}

	@Test
	void sendsNoFormAgain() {
		fixture.open("/left/too");
		browser.run("const form = document.createElement('form'); form.method = 'post'; document.body.append(form);"
				+ "form.submit()");
		fixture.await("return sessionStorage.loads + holdfast.status()?.phase", "2live");
		fixture.restart(() -> project.write("dev/holdfast/sample/LeftPage.java", BrowserSources.left("left 3", "")));
		fixture.await(
				"return document.querySelector('holdfast-panel')?.shadowRoot.querySelector('#status').textContent",
				"Changed. Send the form again to see it");
		fixture.screenshot("sent");
		fixture.assertLoads(2);
	}

	@Test
	void reloadsWhereTheConnectionIsNotSecure() {
		fixture.open("/insecure.html");
		fixture.restart();
		fixture.assertLoads(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			GET /|/home; /; ''; true
			GET /|/home; /home; ''; true
			GET /|/home; /other; ''; false
			GET|POST /orders/{id}; /orders/4/; ''; true
			GET /orders/{id}; /orders/4/lines; ''; false
			/orders; /orders; /shop; false
			/orders; /shop/orders; /shop; true
			/a.b; /aXb; ''; false
			/{year:[0-9]{4}}; /other; ''; true
			/files/**; /other; ''; true
			/stra\u00dfe; /other; ''; true
			(GET && (/a && Accept: text/html)); /other; ''; true
			Accept: text/html; /other; ''; true
			""")
	void findsOutWhetherAPageIsBehindARoute(String route, String path, String base, boolean behind) {
		if (!browser.run("return location.pathname").equals("/page.html")) {
			fixture.open("/page.html");
		}
		String arguments = "['" + route + "'], ['" + path + "'], '" + base + "'";
		assertThat(browser
			.run("return import('/_holdfast/client.js').then(({ isBehind }) => isBehind(" + arguments + "))"))
			.isEqualTo(String.valueOf(behind));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page.html", "/without-worker.html" })
	void twoTabsHaveOneConnectionAndReloadOnceEach(String path) {
		String first = browser.tab();
		fixture.open(path);
		String second = browser.openTab();
		fixture.open(path + "?second");
		fixture.assertOneConnection();
		fixture.restart();
		fixture.assertLoads(2);
		browser.switchTo(first);
		fixture.assertLoads(2);
		fixture.assertOneConnection();
		browser.closeTab();
		browser.switchTo(second);
		fixture.assertLoads(2);
	}

	@Test
	void showsTheStatusFollowsItAndActs() {
		fixture.awaitRoutes();
		browser.open("http://127.0.0.1:" + fixture.application().port() + "/_holdfast");
		String now = "return document.getElementById('now').textContent";
		Awaitility.await().atMost(LIMIT).until(() -> browser.run(now).endsWith("is live."));
		int next = Integer.parseInt(browser.run(now).replaceAll("\\D", "")) + 1;
		fixture.await("const button = document.getElementById('restart'); button.click(); return button.disabled",
				"false");
		fixture.await(now, "Generation " + next + " is live.");
		fixture.await("return document.querySelectorAll('section').length > 8", "true");
		assertThat(browser.run("return document.body.textContent")).contains("retiring", "starting", "java.lang",
				"cart");
		fixture.awaitRoutes();
		browser.run("const search = document.getElementById('class'); search.value = 'CartItem';"
				+ "search.dispatchEvent(new Event('input'))");
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> browser.run("return document.getElementById('graph').textContent").contains("GET /cart"));
		fixture.screenshot("status");
		fixture.assertAccessible("status", "html");
		browser.resize(360, 740);
		browser.prefer("dark");
		assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
		fixture.screenshot("status-phone");
		fixture.assertAccessible("status on a phone in the dark", "html");
		browser.run("document.getElementById('sections').scrollIntoView()");
		fixture.screenshot("status-phone-sections");
		browser.resize(900, 700);
		browser.prefer("light");
	}

}
