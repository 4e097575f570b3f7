package dev.holdfast.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import dev.holdfast.state.SurvivingState;
import dev.holdfast.state.storage.StateFileSettings;
import dev.holdfast.state.storage.TrustedTypes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation shows of state beyond the JVM.
 */
class StorageSnippetTests {

	@TempDir
	private Path directory;

	@BeforeEach
	void keepInFile() {
		// Only flush writes
		SurvivingState.get()
			.store(new StateFileSettings(this.directory, Duration.ofDays(1), Duration.ofDays(1),
					new TrustedTypes(List.of())));
	}

	@AfterEach
	void keepInMemory() {
		SurvivingState.get().store(null);
	}

	@Test
	void theStockIsOnDiskWhenTheAnswerIsGiven() throws IOException {
		StepVerifier.create(new StockController(SurvivingState.get().current()).replace(Map.of("tea", 3)))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		assertThat(Files.readString(this.directory.resolve("state"), StandardCharsets.ISO_8859_1)).contains("stock",
				"tea");
	}

}
