package dev.holdfast.sample;

/**
 * What the application of {@link BrowserIT} is made of.
 */
final class BrowserSources {

	/**
	 * A page that counts how often it is loaded, and asks for the version. To be
	 * formatted with a title.
	 */
	static final String PAGE = """
			<!DOCTYPE html><html lang="en"><head><title>Page</title><link rel="stylesheet" href="/app.css"></head>
			<body style="height: 4000px"><h1>%1$s</h1><input id="name"><input id="price" value="%1$s"><script>
			sessionStorage.loads = Number(sessionStorage.loads || 0) + 1;
			fetch('/version');
			</script></body></html>
			""";

	private static final String LEFT = """
			package dev.holdfast.sample;

			import org.springframework.web.bind.annotation.RequestMapping;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			class LeftPage {

				@RequestMapping(value = { "/left", "/left/too" }, produces = "text/html")
				String page() {
					return "%s";
				}
			%s
			}
			""";

	private static final String BROKEN = """
			package dev.holdfast.sample;

			@org.springframework.stereotype.Component
			class Stock {

				Stock() {
					%s
				}

			}
			""";

	static final String WITHOUT_WORKER = PAGE.replace("<head>", "<head><script>delete window.SharedWorker</script>");

	static final String INSECURE = WITHOUT_WORKER.replace("<script>delete",
			"<script>delete Navigator.prototype.locks; delete");

	private BrowserSources() {
	}

	/**
	 * Write a controller whose page is behind a route of its own.
	 * @param title the title of the page
	 * @param more further members of the class
	 * @return the source
	 */
	static String left(String title, String more) {
		return LEFT.formatted(literal(title), more);
	}

	/**
	 * Write another, whose title is a property.
	 * @return the source
	 */
	static String right() {
		return left("\" + title + \"", "").replace("LeftPage", "RightPage")
			.replace("/left", "/right")
			.replace("page() {",
					"page(@org.springframework.beans.factory.annotation.Value(\"${demo.title:right}\") String title) {");
	}

	private static String literal(String title) {
		return PAGE.replace("fetch('/version');", "").replace('"', '\'').replace("\n", "").formatted(title);
	}

	static String broken(boolean broken) {
		return BROKEN.formatted(broken ? "throw new IllegalStateException(\"no stock\");" : "");
	}

}
