package dev.holdfast.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The rows are those of {@code security.md}.
 */
class AccessGateTests {

	private static final String LOCAL = "localhost:8080";

	private final AccessGate gate = AccessGate.local();

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8080", "LocalHost:8080", "app.localhost", "a.b-c.localhost:1",
			"127.0.0.1", "127.0.0.1:8080", "127.255.3.4:65535", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]:80",
			"[::ffff:127.0.0.1]:80" })
	void letsInWhoAsksForThisMachine(String host) {
		assertThat(decide(host, null, null)).isEqualTo(AccessVerdict.ALLOWED);
		assertThat(decide(host, "http://" + host, "same-origin")).isEqualTo(AccessVerdict.ALLOWED);
		assertThat(decide(host, "https://" + host, "none")).isEqualTo(AccessVerdict.ALLOWED);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, http://localhost:80", "localhost:80, http://localhost", "localhost, https://localhost:443",
			"localhost:443, https://localhost", "localhost:8080, http://LOCALHOST:8080" })
	void knowsAnOriginByItsDefaultPort(String host, String origin) {
		assertThat(decide(host, origin, null)).isEqualTo(AccessVerdict.ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "evil-localhost",
			"0.0.0.0:8080", "192.168.1.5:8080", "128.0.0.1", "127.0.0.256", "127.0.1", "127.1", "0177.0.0.1",
			"127.0.0.01", "2130706433", "0x7f.0.0.1", "[::]", "[::2]", "[fe80::1]", "[::ffff:10.0.0.1]",
			"localhost.localdomain", "xn--localhost" })
	void row5RefusesHostsThatOthersMayPointHere(String host) {
		assertThat(decide(host, null, null)).isEqualTo(AccessVerdict.FOREIGN_HOST);
		assertThat(decide(host, "http://" + host, "same-origin")).isEqualTo(AccessVerdict.FOREIGN_HOST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://evil.test", "https://evil.test:8080", "http://app.localhost:8080",
			"http://localhost", "http://localhost:3000", "https://localhost", "http://127.0.0.1:8080",
			"http://[::1]:8080", "file://", "file:///etc/passwd", "chrome-extension://abcdef", "ftp://localhost:8080" })
	void row5RefusesPagesOfOtherOrigins(String origin) {
		assertThat(decide(LOCAL, origin, null)).isEqualTo(AccessVerdict.FOREIGN_ORIGIN);
		assertThat(decide(LOCAL, origin, "same-origin")).isEqualTo(AccessVerdict.FOREIGN_ORIGIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://192.168.1.5:8080", "http://10.0.0.1", "http://93.184.216.34:8080",
			"http://[2001:db8::1]:8080", "http://0.0.0.0:8080" })
	void row8RefusesOriginsWithAnAddress(String origin) {
		assertThat(decide(LOCAL, origin, null)).isEqualTo(AccessVerdict.FOREIGN_ORIGIN);
		assertThat(decide(origin.substring("http://".length()), origin, "same-origin"))
			.isEqualTo(AccessVerdict.FOREIGN_HOST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":", ":80", "localhost:", "localhost:x", "localhost:-1", "localhost:65536",
			"localhost:999999", "local host", "user@localhost", "localhost/", "localhost?", "localhost#", "localhost\\",
			"localhost,evil.test", "http://localhost", "[::1", "::1", "[]", "[:]", "[::1]x", "[::1%25lo]", "[1::2::3]",
			"[:::]", ".localhost", "a..localhost", "localhost.", "-localhost", "loc\u00e4lhost", "\u2488calhost",
			"localhost\0", "localhost\r\n", "localhost\nevil.test" })
	void row9RefusesHostsWithoutMeaning(String host) {
		assertThat(decide(host, null, null)).isEqualTo(AccessVerdict.MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost:8080", "http://", "http:localhost:8080", "http://localhost:8080/",
			"http://localhost:8080/x", "http://user@localhost:8080", "http://localhost:8080,http://evil.test",
			"http://localhost:8080 http://evil.test", "http://localhost:99999", "http://localhost:8080\n", "://",
			"Null", "HTTP://localhost:8080", "javascript:alert(1)", "\ud800" })
	void row9RefusesOriginsWithoutMeaning(String origin) {
		assertThat(decide(LOCAL, origin, null)).isEqualTo(AccessVerdict.MALFORMED);
	}

	@Test
	void row9RefusesHeadersThatAreMissingOrThereTwice() {
		InetAddress peer = InetAddress.getLoopbackAddress();
		List<String> twice = List.of(LOCAL, LOCAL);
		List<AccessRequest> requests = List.of(new AccessRequest(peer, List.of(), List.of(), List.of(), List.of()),
				new AccessRequest(peer, twice, List.of(), List.of(), List.of()),
				new AccessRequest(peer, List.of(LOCAL), twice, List.of(), List.of()),
				new AccessRequest(peer, List.of(LOCAL), List.of(), List.of("none", "none"), List.of()));
		assertThat(requests).extracting(this.gate::decide).containsOnly(AccessVerdict.MALFORMED);
	}

	@Test
	void row9SurvivesWhateverComes() {
		Random random = new Random(9);
		List<String> parts = List.of("localhost", "127.0.0.1", "[::1]", "evil.test", "http://", "https://", "null", ":",
				"8080", "/", "\\", "@", ".", "..", "%00", "\0", "\r\n", " ", "\u0130", "\ud83d\ude00", "[", "]",
				"a".repeat(70), "x".repeat(5000), "a.".repeat(3000), "-", ",", "same-origin", "\u212a");
		for (int i = 0; i < 50_000; i++) {
			String host = text(random, parts);
			String origin = random.nextBoolean() ? text(random, parts) : null;
			String site = (random.nextInt(4) == 0) ? text(random, parts) : null;
			if (decide(host, origin, site).isAllowed()) {
				assertThat(host.toLowerCase(Locale.ROOT))
					.matches("(([a-z0-9_-]+\\.)*localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?");
				assertThat(origin).satisfiesAnyOf((absent) -> assertThat(absent).isNull(),
						(same) -> assertThat(same).matches("https?://.*(localhost|127\\.0\\.0\\.1|::1).*"));
				assertThat(site).isIn(null, "same-origin");
			}
		}
	}

	private static String text(Random random, List<String> parts) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(5); i >= 0; i--) {
			text.append((random.nextInt(8) == 0) ? String.valueOf((char) random.nextInt(0x10000))
					: parts.get(random.nextInt(parts.size())));
		}
		return text.toString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.168.1.5", "10.0.0.1", "8.8.8.8", "0.0.0.0", "fe80::1", "2001:db8::1", "::",
			"::ffff:10.0.0.1" })
	void row11RefusesOtherMachinesWhateverTheyCallThisOne(String peer) throws Exception {
		AccessRequest request = new AccessRequest(InetAddress.getByName(peer), List.of(LOCAL), List.of(), List.of(),
				List.of("127.0.0.1"));
		assertThat(this.gate.decide(request)).isEqualTo(AccessVerdict.REMOTE);
	}

	@Test
	void row11RefusesPeersWithoutAnAddress() {
		assertThat(this.gate.decide(new AccessRequest(null, List.of(LOCAL), List.of(), List.of(), List.of())))
			.isEqualTo(AccessVerdict.REMOTE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "127.0.0.1, 192.0.2.1", "192.0.2.1,127.0.0.1", "2001:db8::1", "unknown", "",
			"127.0.0.1,", "evil.test", "[2001:db8::1]:4711" })
	void row11RefusesWhatAProxyHasForwardedForOthers(String forwardedFor) {
		assertThat(this.gate.decide(forwarded(forwardedFor))).isEqualTo(AccessVerdict.REMOTE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "[::1]:4711", "127.0.0.1:4711", "127.0.0.1, ::1" })
	void row11AcceptsWhatAProxyHasForwardedOnThisMachine(String forwardedFor) {
		assertThat(this.gate.decide(forwarded(forwardedFor))).isEqualTo(AccessVerdict.ALLOWED);
	}

	private static AccessRequest forwarded(String forwardedFor) {
		return new AccessRequest(InetAddress.getLoopbackAddress(), List.of(LOCAL), List.of(), List.of(),
				List.of(forwardedFor));
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=192.0.2.1", "For=\"[2001:db8::1]:4711\"", "for=127.0.0.1, for=192.0.2.1",
			"by=127.0.0.1;for=192.0.2.1;proto=https", "for=unknown", "for=_hidden", "for=", "for=\"a\\\"b\"",
			"for=\"127.0.0.1, for=192.0.2.1" })
	void row11RefusesWhatAProxyHasForwardedInTheStandardHeader(String forwarded) {
		assertThat(this.gate.decide(inStandardHeader(forwarded))).isEqualTo(AccessVerdict.REMOTE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=127.0.0.1", "for=\"[::1]:4711\", FOR=localhost;host=evil.test", "proto=https",
			"by=192.0.2.1" })
	void row11AcceptsWhatAProxyHasForwardedOnThisMachineInTheStandardHeader(String forwarded) {
		assertThat(this.gate.decide(inStandardHeader(forwarded))).isEqualTo(AccessVerdict.ALLOWED);
	}

	private static AccessRequest inStandardHeader(String forwarded) {
		Map<String, List<String>> headers = Map.of("Host", List.of(LOCAL), "Forwarded", List.of(forwarded));
		return AccessRequest.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
				(name) -> headers.getOrDefault(name, List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site", "", "Same-Origin", "none, same-origin", "anything" })
	void row11RefusesWhatABrowserSendsForOtherSites(String site) {
		assertThat(decide(LOCAL, null, site)).isEqualTo(AccessVerdict.CROSS_SITE);
		assertThat(decide(LOCAL, "http://" + LOCAL, site)).isEqualTo(AccessVerdict.CROSS_SITE);
	}

	@Test
	void row12RefusesTheOriginOfASandbox() {
		assertThat(decide(LOCAL, "null", null)).isEqualTo(AccessVerdict.FOREIGN_ORIGIN);
		assertThat(decide(LOCAL, "null", "same-origin")).isEqualTo(AccessVerdict.FOREIGN_ORIGIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost.evil.test", "http://localhost.evil.test:8080",
			"http://localhost:8080.evil.test", "http://localhost-evil.test:8080", "http://127.0.0.1.evil.test:8080" })
	void row13RefusesOriginsThatBeginLikeThisMachine(String origin) {
		assertThat(decide(LOCAL, origin, null).isAllowed()).isFalse();
	}

	@Test
	void letsInOtherMachinesOnlyForHostsOfTheList() throws Exception {
		InetAddress peer = InetAddress.getByName("192.168.1.7");
		AccessGate open = new AccessGate(true, Set.of("Dev.Example.Test", "192.168.1.5"));
		assertThat(open.decide(request(peer, "dev.example.test:8080"))).isEqualTo(AccessVerdict.ALLOWED);
		assertThat(open.decide(request(peer, "192.168.1.5"))).isEqualTo(AccessVerdict.ALLOWED);
		assertThat(open.decide(request(peer, "other.example.test"))).isEqualTo(AccessVerdict.FOREIGN_HOST);
		AccessGate closed = new AccessGate(false, Set.of("dev.example.test"));
		assertThat(closed.decide(request(peer, "dev.example.test"))).isEqualTo(AccessVerdict.REMOTE);
		assertThat(closed.decide(request(InetAddress.getLoopbackAddress(), "dev.example.test")))
			.isEqualTo(AccessVerdict.ALLOWED);
	}

	private static AccessRequest request(InetAddress peer, String host) {
		return new AccessRequest(peer, List.of(host), List.of(), List.of(), List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "2001:db8::1", "[2001:DB8::1]", " [2001:db8:0:0:0:0:0:1] " })
	void takesAnAddressOfTheListInAnyNotation(String configured) {
		AccessGate gate = new AccessGate(false, Set.of(configured));
		assertThat(gate.decide(request(InetAddress.getLoopbackAddress(), "[2001:db8::1]:8080")))
			.isEqualTo(AccessVerdict.ALLOWED);
		assertThat(new AccessGate(false, gate.allowedHosts())).isEqualTo(gate);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.example.test", "http://example.test", "example.test:8080", "example.test/",
			"exa mple.test", ".example.test", "[::1", "user@example.test" })
	void namesAHostOfTheListThatIsNone(String configured) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AccessGate(false, Set.of(configured)))
			.withMessageStartingWith("Allowed hosts must be")
			.withMessageEndingWith("[" + configured + "]");
	}

	private AccessVerdict decide(String host, @Nullable String origin, @Nullable String site) {
		return this.gate.decide(new AccessRequest(InetAddress.getLoopbackAddress(), List.of(host), list(origin),
				list(site), List.of()));
	}

	private static List<String> list(@Nullable String... values) {
		return Arrays.stream(values).filter((value) -> value != null).toList();
	}

}
