package dev.holdfast.state.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What somebody else has put where state is stored runs no code of its own: row 18 of the
 * attacks on development servers.
 */
class ForgedContentTests {

	private static final ClassLoader LOADER = ForgedContentTests.class.getClassLoader();

	@BeforeEach
	void reset() {
		Gadget.RUNS.set(0);
	}

	@Test
	void aCacheWhoseSettingsAreASerializedObjectRunsNoneOfIt() throws IOException {
		assertRefused(content(new Recipe.Container(cacheType(), 1, false), serialized(new Gadget())));
	}

	@Test
	void aClassThatExtendsAContainerTakesNoBytesEither() throws IOException {
		Recipe.Container container = new Recipe.Container("java.util.ArrayList", 1, false);
		Recipe recipe = new Recipe.Fields(Trusted.class.getName(), List.of(), 0, null, container);
		assertRefused(content(recipe, serialized(new Gadget())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "initialCapacity=2000000000", "maximumSize=-1", "maximumSize=1,", "anything", ",",
			"maximumWeight=3", "weakKeys;softValues" })
	void aCacheIsMadeOfNothingButItsSettings(String settings) {
		assertRefused(content(new Recipe.Container(cacheType(), 2, false), settings, false));
	}

	@Test
	void aCacheWithoutSettingsIsRefused() {
		assertRefused(content(new Recipe.Container(cacheType(), 0, false)));
	}

	@Test
	void bytesAreNotWrittenAsTheSettingsOfAContainerEither() {
		Node node = new Node(0, new Object[] { new byte[0] });
		node.recipe = new Recipe.Container(cacheType(), 1, false);
		GraphWriter writer = new GraphWriter(guard());
		assertThatExceptionOfType(MigrationException.class)
			.isThrownBy(() -> writer.add(new DehydratedValue(node, cacheType(), 0, 1)))
			.withMessageContaining("bytes");
	}

	private static void assertRefused(byte[] content) {
		DehydratedValue value = GraphReader.read(content, guard()).get(0);
		assertThatExceptionOfType(MigrationException.class)
			.isThrownBy(() -> guard().rehydrator().rehydrate(value, RehydrationTarget.of(Object.class)));
		assertThat(Gadget.RUNS).hasValue(0);
	}

	private static String cacheType() {
		return Caffeine.newBuilder().build().getClass().getName();
	}

	private static byte[] content(Recipe recipe, Object... parts) {
		ContentOutput out = new ContentOutput();
		out.count(1);
		out.count(1);
		out.name(Cache.class.getName());
		out.count(1);
		out.octet(GraphReader.NODE);
		out.count(0);
		out.count(0);
		RecipeFormat.write(recipe, out);
		out.count(parts.length);
		for (Object part : parts) {
			StoredKind<?> kind = StoredLeaves.of(part);
			out.octet(kind.number());
			kind.write(part, out);
		}
		return out.toByteArray();
	}

	private static byte[] serialized(Object object) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		return bytes.toByteArray();
	}

	private static TypeGuard guard() {
		return new TypeGuard(LOADER, Trusted.class::equals, ContainerAdapters.load(LOADER));
	}

	/**
	 * A class of the application.
	 */
	static class Trusted extends ArrayList<String> {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * A class of some library that does something when it is deserialized.
	 */
	static final class Gadget implements Serializable {

		static final AtomicInteger RUNS = new AtomicInteger();

		private static final long serialVersionUID = 1L;

		private void readObject(ObjectInputStream in) {
			RUNS.incrementAndGet();
		}

	}

}
