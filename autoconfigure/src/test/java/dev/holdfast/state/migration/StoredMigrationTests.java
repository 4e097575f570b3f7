package dev.holdfast.state.migration;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of value between old and new classes, as in {@link MigrationTableTests}, but
 * by way of its stored form.
 */
class StoredMigrationTests {

	/**
	 * What only the memory of this JVM can keep.
	 */
	private static final Set<String> REFUSED = Set.of("classes", "collections", "functions", "kept", "library", "maps",
			"refused", "shapes", "subclasses", "values");

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

	static Collection<MigrationCase> cases() {
		// What is the very same object over a restart is another one here
		return MigrationCase.all()
			.stream()
			.filter((row) -> !row.title().endsWith("are kept") && !row.title().endsWith("is kept"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void migratesWhatHasBeenStored(MigrationCase migrationCase) throws Throwable {
		MigrationRun run;
		try {
			run = MigrationRun.store(migrationCase, AppCompiler.load(former));
		}
		catch (MigrationException ex) {
			assertThat(REFUSED).as(ex.getMessage()).contains(migrationCase.family());
			Assumptions.abort(ex.getMessage());
			return;
		}
		run.migrate(AppCompiler.load(latter));
		run.moveBack(AppCompiler.load(former));
	}

}
