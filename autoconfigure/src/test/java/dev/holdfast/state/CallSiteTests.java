package dev.holdfast.state;

import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallSiteTests {

	@Test
	void namesTheLineThatCalledIntoThePackage() {
		assertThat(CallSite.current())
			.matches(".*CallSiteTests\\.namesTheLineThatCalledIntoThePackage\\(CallSiteTests\\.java:\\d+\\)");
	}

	@Test
	void namesTheLineOfALambda() {
		Supplier<String> site = CallSite::current;
		Supplier<String> caller = () -> site.get();
		assertThat(caller.get()).contains("(CallSiteTests.java:");
	}

}
