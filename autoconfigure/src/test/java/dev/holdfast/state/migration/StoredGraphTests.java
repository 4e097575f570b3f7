package dev.holdfast.state.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random graphs that are stored and read again, and what is damaged in between.
 */
class StoredGraphTests {

	private static final int COUNT = 1000;

	private static Path classes;

	@BeforeAll
	static void compile() throws IOException {
		classes = GraphClasses.compile();
	}

	@Test
	void comesBackAsItWas() throws MigrationException {
		Generation former = new Generation(classes);
		Generation latter = new Generation(classes);
		for (long seed = GraphClasses.SEED; seed < GraphClasses.SEED + COUNT; seed++) {
			Map<String, Object> created = former.call(GraphClasses.GRAPHS, "create", seed);
			List<DehydratedValue> stored = GraphReader.read(write(former, created), guard(latter));
			Map<String, Object> expected = latter.call(GraphClasses.GRAPHS, "create", seed);
			List<String> keys = new ArrayList<>(expected.keySet());
			List<String> shuffled = new ArrayList<>(keys);
			Collections.shuffle(shuffled, new Random(seed));
			Map<String, Object> actual = new LinkedHashMap<>();
			for (String key : shuffled) {
				actual.put(key, latter.rehydrate(stored.get(keys.indexOf(key))));
			}
			Isomorphism.verify(keys.stream().map(expected::get).toList(), keys.stream().map(actual::get).toList());
			Isomorphism.verifyGeneration(latter.loader(), actual);
		}
	}

	@Test
	void comesBackAsItWasIfNobodyAskedForIt() throws MigrationException {
		Generation former = new Generation(classes);
		Generation latter = new Generation(classes);
		for (long seed = GraphClasses.SEED; seed < GraphClasses.SEED + COUNT / 10; seed++) {
			Map<String, Object> created = former.call(GraphClasses.GRAPHS, "create", seed);
			GraphWriter writer = new GraphWriter(guard(latter));
			for (DehydratedValue value : former.dehydrate(created).values()) {
				writer.add(value);
			}
			List<DehydratedValue> stored = GraphReader.read(writer.toByteArray(), guard(latter));
			Map<String, Object> expected = latter.call(GraphClasses.GRAPHS, "create", seed);
			List<Object> actual = new ArrayList<>();
			for (DehydratedValue value : stored) {
				actual.add(latter.rehydrate(value));
			}
			Isomorphism.verify(new ArrayList<>(expected.values()), actual);
		}
	}

	@Test
	void damageIsToldOrDoesNoHarm() throws MigrationException {
		Generation generation = new Generation(classes);
		Random random = new Random(GraphClasses.SEED);
		int malformed = 0;
		for (long seed = GraphClasses.SEED; seed < GraphClasses.SEED + 25; seed++) {
			byte[] content = write(generation, generation.call(GraphClasses.GRAPHS, "create", seed));
			for (int i = 0; i < 40; i++) {
				malformed += isRead(damage(content, random), generation) ? 0 : 1;
			}
		}
		assertThat(malformed).isPositive();
	}

	private static boolean isRead(byte[] content, Generation generation) {
		try {
			for (DehydratedValue value : GraphReader.read(content, guard(generation))) {
				generation.rehydrate(value);
			}
			return true;
		}
		catch (MalformedContentException | MigrationException ex) {
			return false;
		}
	}

	private static byte[] damage(byte[] content, Random random) {
		byte[] damaged = content.clone();
		if (random.nextInt(4) == 0) {
			return Arrays.copyOf(damaged, random.nextInt(damaged.length));
		}
		damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
		return damaged;
	}

	private static byte[] write(Generation generation, Map<String, Object> values) throws MigrationException {
		GraphWriter writer = new GraphWriter(guard(generation));
		for (Object value : values.values()) {
			writer.add(value);
		}
		return writer.toByteArray();
	}

	private static TypeGuard guard(Generation generation) {
		return new TypeGuard(generation.loader(), (type) -> type.getClassLoader() == generation.loader(),
				ContainerAdapters.load(generation.loader()));
	}

}
