package dev.holdfast.sample.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.json.JsonWriter;

/**
 * A Chromium without a window, by the W3C's WebDriver protocol.
 */
public final class Browser implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

	private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--disable-dev-shm-usage", "--window-size=900,700");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process driver;

	private final String session;

	private Browser(Process driver, Path profile) throws IOException {
		this.driver = driver;
		String root = "http://127.0.0.1:" + port(driver.inputReader());
		String arguments = ARGUMENTS.stream().map(Browser::quote).collect(Collectors.joining(","));
		Object value = post(root + "/session", """
				{"capabilities":{"alwaysMatch":{"browserName":"chrome","goog:chromeOptions":
				{"args":[%s,%s]}}}}""".formatted(arguments, quote("--user-data-dir=" + profile)));
		this.session = root + "/session/" + ((Map<?, ?>) value).get("sessionId");
	}

	/**
	 * Whether there is a browser to drive.
	 * @return whether Chromium and its driver are installed
	 */
	public static boolean isInstalled() {
		return List.of(System.getenv("PATH").split(":"))
			.stream()
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, "chromedriver")));
	}

	/**
	 * Start a browser.
	 * @param profile an empty directory
	 * @return the browser, with one tab
	 */
	public static Browser start(Path profile) {
		try {
			Process driver = new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
			try {
				return new Browser(driver, profile);
			}
			catch (IOException | RuntimeException | Error ex) {
				driver.destroy();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String port(BufferedReader output) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			Matcher matcher = STARTED.matcher(line);
			if (matcher.find()) {
				return matcher.group(1);
			}
		}
		throw new IOException("chromedriver does not start");
	}

	/**
	 * Open a page in the current tab, and wait until it is loaded.
	 * @param url the address
	 */
	public void open(String url) {
		post(this.session + "/url", "{\"url\":" + quote(url) + "}");
	}

	/**
	 * Open another tab and make it the current one.
	 * @return its handle
	 */
	public String openTab() {
		Object handle = ((Map<?, ?>) post(this.session + "/window/new", "{\"type\":\"tab\"}")).get("handle");
		switchTo(String.valueOf(handle));
		return String.valueOf(handle);
	}

	/**
	 * Close the current tab. There is no current one until another is chosen.
	 */
	public void closeTab() {
		send(HttpRequest.newBuilder(URI.create(this.session + "/window")).DELETE());
	}

	/**
	 * Return the current tab.
	 * @return its handle
	 */
	public String tab() {
		return String.valueOf(get(this.session + "/window"));
	}

	/**
	 * Make a tab the current one.
	 * @param handle its handle
	 */
	public void switchTo(String handle) {
		post(this.session + "/window", "{\"handle\":" + quote(handle) + "}");
	}

	/**
	 * Run a script in the page.
	 * @param script the body of a function
	 * @return what it returns, as text
	 */
	public String run(String script) {
		return String.valueOf(post(this.session + "/execute/sync", "{\"script\":" + quote(script) + ",\"args\":[]}"));
	}

	/**
	 * Type into the element that has the focus, as a user does.
	 * @param text the text
	 */
	public void type(String text) {
		post(this.session + "/goog/cdp/execute", """
				{"cmd":"Input.insertText","params":{"text":%s}}""".formatted(quote(text)));
	}

	/**
	 * Give the window another size.
	 * @param width the width in pixels
	 * @param height the height in pixels
	 */
	public void resize(int width, int height) {
		post(this.session + "/goog/cdp/execute", """
				{"cmd":"Emulation.setDeviceMetricsOverride","params":
				{"width":%d,"height":%d,"deviceScaleFactor":1,"mobile":false}}""".formatted(width, height));
	}

	/**
	 * Prefer a colour scheme.
	 * @param scheme the scheme, {@code light} or {@code dark}
	 */
	public void prefer(String scheme) {
		post(this.session + "/goog/cdp/execute", """
				{"cmd":"Emulation.setEmulatedMedia","params":
				{"features":[{"name":"prefers-color-scheme","value":%s}]}}""".formatted(quote(scheme)));
	}

	/**
	 * Keep what the page looks like.
	 * @param file where to
	 */
	public void screenshot(Path file) {
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, Base64.getDecoder().decode(String.valueOf(get(this.session + "/screenshot"))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Object get(String url) {
		return send(HttpRequest.newBuilder(URI.create(url)).GET());
	}

	private Object post(String url, String body) {
		return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)));
	}

	private Object send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.client.send(
					request.header("Content-Type", "application/json").timeout(LIMIT).build(), BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new IllegalStateException("The browser answers " + response.body());
			}
			return JsonParserFactory.getJsonParser().parseMap(response.body()).get("value");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String quote(String text) {
		return JsonWriter.standard().writeToString(text);
	}

	@Override
	public void close() {
		try {
			send(HttpRequest.newBuilder(URI.create(this.session)).DELETE());
		}
		finally {
			this.driver.destroy();
		}
	}

}
