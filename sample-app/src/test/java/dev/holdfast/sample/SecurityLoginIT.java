package dev.holdfast.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.OptionalLibraries;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawRequest;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A login by the form of Spring Security lasts, with a principal of the application's
 * own, whatever becomes of other attributes of the session.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(180)
class SecurityLoginIT {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private static final Pattern PARKED = Pattern
		.compile("Attribute 'basket' of web session #\\w{8} is parked.*Basket");

	private static final String ACCOUNT_FILE = "dev/holdfast/sample/Account.java";

	private static final String BASKET_FILE = "dev/holdfast/sample/Basket.java";

	private static final String BASKET_CONTROLLER_FILE = "dev/holdfast/sample/BasketController.java";

	@TempDir
	private Path directory;

	private SourceProject project;

	private String cookie = "";

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		SecuritySources.addTo(this.project);
		this.project.write(BASKET_FILE, SecuritySources.BASKET)
			.write(BASKET_CONTROLLER_FILE, SecuritySources.BASKET_CONTROLLER)
			.compile();
	}

	@Test
	void staysLoggedInThroughFiveRestarts() {
		try (ForkedApplication application = ForkedApplication.of(this.project)
			.dependencies(OptionalLibraries.SECURITY::addTo)
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			assertThat(get(http, "/profile").status()).isEqualTo(302);
			login(http);
			assertThat(get(http, "/basket/add?item=tea").text()).isEqualTo("Basket[items=[tea]]");
			assertLoggedIn(application, http, "Account[username=ada, roles=[USER, ADMIN], password={noop}secret]");

			application.restart(
					() -> this.project.version("another shape")
						.edit(ACCOUNT_FILE,
								(text) -> text
									.replace("Account(String username, Set<Role>",
											"Account(String username, Optional<String> mail, Set<Role>")
									.replace("(username, roles,", "(username, Optional.empty(), roles,")),
					"another shape");
			String profile = "Account[username=ada, mail=Optional.empty, roles=[USER, ADMIN], password={noop}secret]";
			assertLoggedIn(application, http, profile);
			assertThat(get(http, "/basket").text()).isEqualTo("Basket[items=[tea]]");

			application.restart(
					() -> this.project.version("no basket").delete(BASKET_FILE).delete(BASKET_CONTROLLER_FILE),
					"no basket");
			assertLoggedIn(application, http, profile);
			awaitParked(application, 1);

			application.restart("still no basket");
			assertLoggedIn(application, http, profile);
			awaitParked(application, 2);

			application.restart(() -> this.project.version("basket")
				.write(BASKET_FILE, SecuritySources.BASKET)
				.write(BASKET_CONTROLLER_FILE, SecuritySources.BASKET_CONTROLLER), "basket");
			assertLoggedIn(application, http, profile);
			assertThat(get(http, "/basket").text()).as(application::logTail).isEqualTo("Basket[items=[tea]]");

			application.restart("once more");
			assertLoggedIn(application, http, profile);
			assertThat(get(http, "/basket/add?item=jam").text()).isEqualTo("Basket[items=[tea, jam]]");
			application.jvm().awaitRestartClassLoaders(2);

			logout(http);
			application.restart("logged out");
			assertThat(get(http, "/profile").status()).isEqualTo(302);
		}
	}

	private static void awaitParked(ForkedApplication application, int times) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(application.countLog(PARKED)).as(application::logTail).isEqualTo(times));
	}

	private void assertLoggedIn(ForkedApplication application, RawHttp http, String profile) {
		String former = this.cookie;
		RawResponse response = get(http, "/profile");
		assertThat(response.status()).as(application::logTail).isEqualTo(200);
		assertThat(response.text()).isEqualTo(profile);
		assertThat(this.cookie).isEqualTo(former);
	}

	private void login(RawHttp http) {
		RawResponse response = post(http, "/login", "username=ada&password=secret&_csrf=" + csrf(get(http, "/login")));
		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("location").orElseThrow()).doesNotContain("error");
	}

	private void logout(RawHttp http) {
		RawResponse response = post(http, "/logout", "_csrf=" + csrf(get(http, "/logout")));
		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("location")).hasValue("/login?logout");
	}

	private static String csrf(RawResponse page) {
		Matcher matcher = CSRF.matcher(page.text());
		assertThat(matcher.find()).as(page::toString).isTrue();
		return matcher.group(1);
	}

	private RawResponse get(RawHttp http, String path) {
		return exchange(http, RawRequest.get(path).header("Accept", "text/html, text/plain"));
	}

	private RawResponse post(RawHttp http, String path, String form) {
		return exchange(http, RawRequest.post(path, form.getBytes(StandardCharsets.UTF_8))
			.header("Content-Type", "application/x-www-form-urlencoded"));
	}

	private RawResponse exchange(RawHttp http, RawRequest request) {
		RawResponse response = http.exchange(this.cookie.isEmpty() ? request : request.header("Cookie", this.cookie));
		response.header("set-cookie").ifPresent((value) -> this.cookie = value.replaceFirst(";.*", ""));
		return response;
	}

}
