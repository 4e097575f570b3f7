package dev.holdfast.state.migration;

import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of value between old and new classes: see the files
 * {@code migration/*.cases}.
 */
class MigrationTableTests {

	private static MigrationTable table;

	@BeforeAll
	static void dehydrateAll() {
		table = MigrationTable.compile();
	}

	@AfterAll
	static void forget() {
		table = null;
	}

	static Collection<MigrationCase> cases() {
		return MigrationCase.all();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void migrates(MigrationCase migrationCase) {
		table.verify(migrationCase);
	}

	@Test
	void tellsItsCasesApart() {
		List<String> packages = cases().stream().map(MigrationCase::packageName).toList();
		assertThat(packages).hasSizeGreaterThan(80).doesNotHaveDuplicates();
	}

}
