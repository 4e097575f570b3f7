package dev.holdfast.status;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StatusTests {

	@Test
	void isOfAllParts() {
		Status status = new Status(List.of(section("a", 1)), List.of(section("b", 2)));
		assertThat(status.snapshot()).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
	}

	@Test
	void letsGoOfTheGeneration() {
		Status status = new Status(List.of(section("a", 1)), List.of(section("b", 2)));
		status.retire();
		assertThat(status.snapshot()).containsExactly(Map.entry("a", 1));
	}

	@Test
	void leavesOutWhatFails(CapturedOutput output) {
		Status status = new Status(List.of(new StatusSection("bad", () -> {
			throw new IllegalStateException("no");
		}), section("a", 1)), List.of());
		assertThat(status.snapshot()).containsExactly(Map.entry("a", 1));
		assertThat(output).contains("The status says nothing of bad");
	}

	private static StatusSection section(String name, Object content) {
		return new StatusSection(name, () -> content);
	}

}
