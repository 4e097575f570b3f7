package dev.holdfast.state.migration;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.holdfast.restart.Restarts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is stored makes no objects of classes that nobody trusts: row 18 of the attacks on
 * development servers.
 */
class StoredTypesTests {

	private static final String TYPE = "app.types.Loud";

	private static final String PROPERTY = "holdfast.test.loud";

	private static Path classes;

	@BeforeAll
	static void compile() {
		classes = AppCompiler.compile(Map.of(TYPE, """
				package app.types;
				public class Loud {
					static {
						System.setProperty("%s", "initialized");
					}
					private final String name = "a";
					public static Object create() {
						return new Loud();
					}
				}
				""".formatted(PROPERTY)));
	}

	@AfterEach
	void reset() {
		System.clearProperty(PROPERTY);
	}

	@Test
	void makesNothingOfATypeThatIsNotTrusted() throws MigrationException {
		Generation former = new Generation(classes);
		byte[] content = write(former);
		Generation latter = new Generation(classes);
		DehydratedValue value = read(content, latter, (type) -> false);
		assertThatExceptionOfType(MigrationException.class).isThrownBy(() -> latter.rehydrate(value))
			.withMessageContaining("Class app.types.Loud is not the application's own")
			.withMessageContaining("holdfast.state.trusted-packages");
		assertThat(System.getProperty(PROPERTY)).isNull();
	}

	@Test
	void initializesNoClassBeforeItsObjectIsAskedFor() throws MigrationException {
		byte[] content = write(new Generation(classes));
		Generation latter = new Generation(classes);
		DehydratedValue value = read(content, latter, (type) -> true);
		assertThat(System.getProperty(PROPERTY)).isNull();
		assertThat(latter.rehydrate(value)).hasFieldOrPropertyWithValue("name", "a");
		assertThat(System.getProperty(PROPERTY)).isEqualTo("initialized");
	}

	@Test
	void readsNoFormThatJavasSerializationWouldHaveToRead() {
		for (int form = 0; form < 256; form++) {
			ContentOutput out = new ContentOutput();
			out.octet(form);
			for (int i = 0; i < 50; i++) {
				out.name("[Ljava.lang.String;");
			}
			try {
				assertThat(RecipeFormat.read(new ContentInput(out.toByteArray())))
					.isNotInstanceOfAny(Recipe.Serialized.class, Recipe.Proxy.class, Recipe.Kept.class);
			}
			catch (MalformedContentException ex) {
				assertThat(ex).hasMessageNotContaining("null");
			}
		}
	}

	@Test
	void storesNeitherLambdasNorProxies() {
		GraphWriter writer = new GraphWriter(guard(new Generation(classes), Restarts::isAppType));
		Runnable lambda = (Runnable & Serializable) () -> {
		};
		assertThatExceptionOfType(MigrationException.class).isThrownBy(() -> writer.add(List.of("a", lambda)))
			.satisfies((ex) -> assertThat(ex.getPath()).isEqualTo("value[1]"));
	}

	private static byte[] write(Generation generation) throws MigrationException {
		GraphWriter writer = new GraphWriter(guard(generation, (type) -> true));
		Object value = generation.call(TYPE, "create");
		writer.add(value);
		System.clearProperty(PROPERTY);
		return writer.toByteArray();
	}

	private static DehydratedValue read(byte[] content, Generation generation, Predicate<Class<?>> trusted) {
		return GraphReader.read(content, guard(generation, trusted)).get(0);
	}

	private static TypeGuard guard(Generation generation, Predicate<Class<?>> trusted) {
		return new TypeGuard(generation.loader(), trusted, ContainerAdapters.load(generation.loader()));
	}

}
