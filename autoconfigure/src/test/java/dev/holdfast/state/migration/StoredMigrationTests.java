package dev.holdfast.state.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every kind of value between old and new classes, as in {@link MigrationTableTests}, but
 * by way of its stored form.
 */
class StoredMigrationTests {

	/**
	 * The rows that only the memory of this JVM can keep.
	 */
	private static final Set<String> NOT_STORED = titles("migration/not-stored.txt");

	private static Path former;

	private static Path latter;

	@BeforeAll
	static void compile() {
		Map<String, String> formerSources = new LinkedHashMap<>();
		Map<String, String> latterSources = new LinkedHashMap<>();
		for (MigrationCase migrationCase : MigrationCase.all()) {
			formerSources.put(MigrationRun.scenario(migrationCase), migrationCase.source("v1"));
			latterSources.put(MigrationRun.scenario(migrationCase), migrationCase.source("v2"));
		}
		former = AppCompiler.compile(formerSources);
		latter = AppCompiler.compile(latterSources);
	}

	private static Set<String> titles(String resource) {
		try {
			return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<MigrationCase> stored() {
		// What is the very same object over a restart is another one here
		return MigrationCase.all()
			.stream()
			.filter((row) -> !NOT_STORED.contains(row.title()))
			.filter((row) -> !row.title().endsWith("are kept") && !row.title().endsWith("is kept"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("stored")
	void migratesWhatHasBeenStored(MigrationCase migrationCase) throws Throwable {
		MigrationRun run = MigrationRun.store(migrationCase, AppCompiler.load(former));
		run.migrate(AppCompiler.load(latter));
		run.moveBack(AppCompiler.load(former));
	}

	static List<MigrationCase> notStored() {
		return MigrationCase.all().stream().filter((row) -> NOT_STORED.contains(row.title())).toList();
	}

	@ParameterizedTest
	@MethodSource("notStored")
	void refusesWhatOnlyMemoryCanKeep(MigrationCase migrationCase) {
		assertThatExceptionOfType(MigrationException.class)
			.isThrownBy(() -> MigrationRun.store(migrationCase, AppCompiler.load(former)));
	}

	@Test
	void knowsTheRowsThatAreNotStored() {
		assertThat(notStored()).extracting(MigrationCase::title).containsExactlyInAnyOrderElementsOf(NOT_STORED);
	}

}
