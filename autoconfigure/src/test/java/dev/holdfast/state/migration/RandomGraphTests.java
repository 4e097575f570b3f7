package dev.holdfast.state.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random graphs come out of a migration between equal classes as they went in: structure,
 * order and what is shared, also across keys.
 */
class RandomGraphTests {

	private static final int COUNT = 10_000;

	private static final int BATCH = 500;

	private static Path classes;

	@BeforeAll
	static void compile() throws IOException {
		classes = GraphClasses.compile();
	}

	@Test
	void migratesRandomGraphs() {
		for (int batch = 0; batch < COUNT; batch += BATCH) {
			Generation former = new Generation(classes);
			Generation latter = new Generation(classes);
			for (int i = 0; i < BATCH; i++) {
				migrate(GraphClasses.SEED + batch + i, former, latter);
			}
		}
	}

	private void migrate(long seed, Generation former, Generation latter) {
		try {
			verify(seed, former, latter);
		}
		catch (MigrationException | AssertionError ex) {
			throw new AssertionError("Failed with the seed " + seed, ex);
		}
	}

	private void verify(long seed, Generation former, Generation latter) throws MigrationException {
		Map<String, DehydratedValue> dehydrated = former.dehydrate(former.call(GraphClasses.GRAPHS, "create", seed));
		Map<String, Object> expected = latter.call(GraphClasses.GRAPHS, "create", seed);
		List<String> keys = new ArrayList<>(expected.keySet());
		Collections.shuffle(keys, new Random(seed));
		Map<String, Object> actual = new LinkedHashMap<>();
		for (String key : keys) {
			actual.put(key, latter.rehydrate(dehydrated.get(key)));
		}
		Isomorphism.verify(expected.keySet().stream().map(expected::get).toList(),
				expected.keySet().stream().map(actual::get).toList());
		Isomorphism.verifyGeneration(latter.loader(), actual);
	}

}
