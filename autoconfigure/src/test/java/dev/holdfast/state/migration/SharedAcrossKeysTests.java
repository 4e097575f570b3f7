package dev.holdfast.state.migration;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What two keys share stays shared, whenever each of them is asked for.
 */
class SharedAcrossKeysTests {

	private static final String APP = "app.shop.App";

	private static final String SOURCE = """
			package app.shop;
			import java.util.*;
			public final class App {
				public static final class Item { public String name = "new"; public Item partner; }
				public record Cart(String owner, List<Item> items) { }
				public static Map<String, Object> create() {
					Item item = new Item();
					item.name = "lamp";
					item.partner = new Item();
					item.partner.partner = item;
					Map<String, Object> values = new LinkedHashMap<>();
					values.put("a", new Cart("Ada", new ArrayList<>(List.of(item))));
					values.put("b", new Cart("Bob", new ArrayList<>(List.of(item, item.partner))));
					values.put("c", new ArrayList<>(List.of(item)));
					return values;
				}
				public static Object item(Object value) {
					return (value instanceof Cart cart) ? cart.items().get(0) : ((List<?>) value).get(0);
				}
				public static void rename(Object value, String name) { ((Item) item(value)).name = name; }
				public static String name(Object value) { return ((Item) item(value)).name; }
			}
			""";

	private static Path classes;

	private static Path withoutItem;

	@BeforeAll
	static void compile() {
		classes = AppCompiler.compile(Map.of(APP, SOURCE));
		withoutItem = AppCompiler.compile(Map.of(APP, "package app.shop; public final class App { }"));
	}

	private final Generation first = new Generation(classes);

	private final Generation second = new Generation(classes);

	private final Generation third = new Generation(classes);

	private final Map<String, DehydratedValue> dehydrated = new LinkedHashMap<>(
			this.first.dehydrate(this.first.call(APP, "create")));

	@Test
	void sharesBetweenKeys() throws MigrationException {
		Object a = this.second.rehydrate(this.dehydrated.get("a"));
		Object b = this.second.rehydrate(this.dehydrated.get("b"));
		Object c = this.second.rehydrate(this.dehydrated.get("c"));
		assertThat(item(this.second, a)).isSameAs(item(this.second, b)).isSameAs(item(this.second, c));
	}

	@Test
	void sharesWhatChangedSinceTheFirstKeyWasAskedFor() throws MigrationException {
		Object a = this.second.rehydrate(this.dehydrated.get("a"));
		rename(this.second, a, "bulb");
		Object b = this.second.rehydrate(this.dehydrated.get("b"));
		assertThat(item(this.second, b)).isSameAs(item(this.second, a));
		assertThat(name(this.second, b)).isEqualTo("bulb");
	}

	@Test
	void sharesWithKeyThatIsAskedForTwoGenerationsLater() throws MigrationException {
		Object a = this.second.rehydrate(this.dehydrated.get("a"));
		rename(this.second, a, "bulb");
		this.dehydrated.putAll(this.second.dehydrate(Map.of("a", a)));
		Object bInThird = this.third.rehydrate(this.dehydrated.get("b"));
		Object aInThird = this.third.rehydrate(this.dehydrated.get("a"));
		assertThat(item(this.third, aInThird)).isSameAs(item(this.third, bInThird));
		assertThat(name(this.third, bInThird)).isEqualTo("bulb");
	}

	@Test
	void sharesWithKeyThatNobodyAskedForInManyGenerations() throws MigrationException {
		Object a = this.second.rehydrate(this.dehydrated.get("a"));
		Generation generation = this.second;
		for (int i = 0; i < 10; i++) {
			rename(generation, a, "name" + i);
			this.dehydrated.putAll(generation.dehydrate(Map.of("a", a)));
			generation = new Generation(classes);
			a = generation.rehydrate(this.dehydrated.get("a"));
		}
		Object c = generation.rehydrate(this.dehydrated.get("c"));
		assertThat(item(generation, c)).isSameAs(item(generation, a));
		assertThat(name(generation, c)).isEqualTo("name9");
	}

	@Test
	void sharesWhenNoKeyWasAskedForInBetween() throws MigrationException {
		this.second.dehydrate(Map.of());
		Object a = this.third.rehydrate(this.dehydrated.get("a"));
		Object b = this.third.rehydrate(this.dehydrated.get("b"));
		assertThat(item(this.third, a)).isSameAs(item(this.third, b));
	}

	@Test
	void sharesAfterAFailedAttempt() throws MigrationException {
		Generation broken = new Generation(withoutItem);
		for (DehydratedValue value : this.dehydrated.values()) {
			assertThatExceptionOfType(MigrationException.class).isThrownBy(() -> broken.rehydrate(value));
		}
		broken.dehydrate(Map.of());
		Object b = this.third.rehydrate(this.dehydrated.get("b"));
		Object a = this.third.rehydrate(this.dehydrated.get("a"));
		assertThat(item(this.third, a)).isSameAs(item(this.third, b));
		assertThat(name(this.third, a)).isEqualTo("lamp");
	}

	@Test
	void losesNothingOfOneKeyWhenAnotherOneLetsGo() throws MigrationException {
		Object a = this.second.rehydrate(this.dehydrated.get("a"));
		rename(this.second, a, "bulb");
		this.second.dehydrate(Map.of("a", "replaced"));
		Object b = this.third.rehydrate(this.dehydrated.get("b"));
		Object c = this.third.rehydrate(this.dehydrated.get("c"));
		assertThat(item(this.third, b)).isSameAs(item(this.third, c));
		assertThat(name(this.third, b)).isIn("lamp", "bulb");
	}

	private static Object item(Generation generation, Object value) {
		return generation.call(APP, "item", value);
	}

	private static String name(Generation generation, Object value) {
		return generation.call(APP, "name", value);
	}

	private static void rename(Generation generation, Object value, String name) {
		generation.call(APP, "rename", value, name);
	}

}
