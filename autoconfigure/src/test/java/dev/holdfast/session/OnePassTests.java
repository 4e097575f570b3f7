package dev.holdfast.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.holdfast.restart.Restarts;
import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.Dehydrator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a failing pass costs.
 */
@ExtendWith(OutputCaptureExtension.class)
class OnePassTests {

	private final Map<String, Object> values = new LinkedHashMap<>();

	private final AtomicInteger passes = new AtomicInteger();

	OnePassTests() {
		this.values.put("a", "one");
		this.values.put("b", "two");
	}

	@Test
	void dehydratesEachAloneIfThePassFails(CapturedOutput output) {
		assertThat(OnePass.dehydrate(this.values, failing(1))).containsOnlyKeys("a", "b");
		assertThat(output).containsOnlyOnce("WARN").doesNotContain("ERROR");
	}

	@Test
	void losesWhatFailsAlone(CapturedOutput output) {
		assertThat(OnePass.dehydrate(this.values, failing(2))).containsOnlyKeys("b");
		assertThat(output).containsOnlyOnce("ERROR").contains("java.lang.String");
	}

	private Supplier<Dehydrator> failing(int times) {
		return () -> {
			if (this.passes.incrementAndGet() <= times) {
				throw new StackOverflowError();
			}
			return new Dehydrator(Restarts::isAppType, ContainerAdapters.load(null), null);
		};
	}

}
