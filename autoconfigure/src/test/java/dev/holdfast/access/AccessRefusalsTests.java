package dev.holdfast.access;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AccessRefusalsTests {

	private final AccessRefusals refusals = new AccessRefusals();

	@Test
	void namesThePropertyThatWouldLetThemIn(CapturedOutput output) throws Exception {
		this.refusals.tell(AccessVerdict.FOREIGN_HOST, request("dev.example.test:8080", "http://a.test"));
		this.refusals.tell(AccessVerdict.REMOTE, new AccessRequest(InetAddress.getByName("192.168.1.7"),
				List.of("localhost"), List.of(), List.of(), List.of()));
		assertThat(output).contains("'dev.example.test'", "holdfast.access.allowed-hosts", "192.168.1.7",
				"holdfast.access.allow-remote=true");
	}

	@Test
	void namesTheOrigin(CapturedOutput output) {
		this.refusals.tell(AccessVerdict.FOREIGN_ORIGIN, request("localhost", "http://evil.test:81"));
		this.refusals.tell(AccessVerdict.FOREIGN_ORIGIN, request("localhost", "null"));
		assertThat(output).contains("'evil.test:81'", "which has no name");
	}

	@Test
	void tellsEachCaseOnce(CapturedOutput output) {
		for (int i = 0; i < 5; i++) {
			this.refusals.tell(AccessVerdict.FOREIGN_HOST, request("a.test", "http://a.test"));
			this.refusals.tell(AccessVerdict.FOREIGN_HOST, request("b.test", "http://b.test"));
		}
		assertThat(lines(output)).hasSize(2);
	}

	@Test
	void tellsOnlySoManyCases(CapturedOutput output) {
		for (int i = 0; i < 500; i++) {
			this.refusals.tell(AccessVerdict.FOREIGN_HOST, request("host" + i + ".test", "http://a.test"));
		}
		assertThat(lines(output)).hasSize(20);
		assertThat(output).containsOnlyOnce("Further refusals for this reason are not logged");
		this.refusals.tell(AccessVerdict.CROSS_SITE, request("localhost", "http://localhost"));
		assertThat(output).contains("a page of another site caused it");
	}

	@ParameterizedTest
	@EnumSource(value = AccessVerdict.class, mode = EnumSource.Mode.EXCLUDE, names = "ALLOWED")
	void writesNothingThatIsNotUnderstood(AccessVerdict verdict, CapturedOutput output) {
		this.refusals.tell(verdict, request("evil\r\nINFO fake", "http://evil\r\nINFO fake\u001b[31m"));
		assertThat(lines(output)).hasSize(1);
		assertThat(output).doesNotContain("fake", "\u001b");
	}

	private static Stream<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("A request to Holdfast is refused"));
	}

	private static AccessRequest request(String host, String origin) {
		return new AccessRequest(InetAddress.getLoopbackAddress(), List.of(host), List.of(origin), List.of(),
				List.of());
	}

}
