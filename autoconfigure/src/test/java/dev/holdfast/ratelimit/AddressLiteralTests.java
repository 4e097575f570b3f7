package dev.holdfast.ratelimit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressLiteralTests {

	private static final String[] PIECES = { ":", ":", ":", "::", "0", "1", "a", "ffff", "2001", "db8", "1.2.3.4",
			".1" };

	// The runtime takes more digits than there may be, if the first one is zero
	private static final Pattern LEADING_ZEROS = Pattern.compile("[\\da-f]{5}|0\\d+\\.");

	@ParameterizedTest
	@ValueSource(strings = { "203.0.113.9", "0.0.0.0", "255.255.255.255", "::", "::1", "1::", "2001:db8::1",
			"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "::ffff:1.2.3.4", "64:ff9b::1.2.3.4", "FE80::abCD",
			"1::3:4:5:6:7:8" })
	void readsAddresses(String text) throws UnknownHostException {
		assertThat(AddressLiteral.parse(text)).isEqualTo(InetAddress.getByName(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".:1", "...:", ".a:b", "a.b:c", "f:", "abc.de:1", "", ":", ":::", "1:", "::1::", "1::2::3",
			"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8:9", "1.2.3.4::", "::1.2.3.4:1", "::1.2.3",
			"12345::", "::g", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4\n", "localhost", "fe80::1%lo" })
	void readsNothingElse(String text) {
		assertThat(AddressLiteral.parse(text)).isNull();
	}

	@Test
	void agreesWithTheRuntime() {
		Random random = new Random(7);
		int addresses = 0;
		for (int i = 0; i < 200_000; i++) {
			StringBuilder text = new StringBuilder();
			int length = 1 + random.nextInt(17);
			for (int piece = 0; piece < length; piece++) {
				text.append(PIECES[random.nextInt(PIECES.length)]);
			}
			// With anything else in front the runtime would ask a name server
			if (text.charAt(0) != '.' && text.indexOf(":") >= 0 && !LEADING_ZEROS.matcher(text).find()) {
				InetAddress expected = runtime(text.toString());
				assertThat(AddressLiteral.parse(text.toString())).as("%s", text).isEqualTo(expected);
				addresses += (expected != null) ? 1 : 0;
			}
		}
		assertThat(addresses).isGreaterThan(1000);
	}

	private static @Nullable InetAddress runtime(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	@Test
	void nothingAsksANameServer() {
		ArchRuleDefinition.noClasses()
			.should()
			.callMethod(InetAddress.class, "getByName", String.class)
			.orShould()
			.callMethod(InetAddress.class, "getAllByName", String.class)
			.orShould()
			.callMethod(InetAddress.class, "getHostName")
			.check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
				.importPackagesOf(AddressLiteral.class));
	}

}
