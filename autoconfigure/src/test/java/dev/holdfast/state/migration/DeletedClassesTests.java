package dev.holdfast.state.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the migration of classes that mention a class whose file is deleted before
 * the retired loader ever looked for it.
 */
class DeletedClassesTests {

	private static final String APP = "app.shop.App";

	private static final String SOURCE = """
			package app.shop;
			import java.util.*;
			public final class App {
				public static final class Order { String name = "lamp"; Payment payment; }
				public static final class Cart { String name = "cart"; List<Payment> payments; }
				public static Object order() { return new Order(); }
				public static Object cart() { return new Cart(); }
				public static String name(Object cart) { return ((Cart) cart).name; }
			}
			class Payment { }
			""";

	private final Map<String, Object> values = new LinkedHashMap<>();

	private Map<String, DehydratedValue> dehydrated = Map.of();

	private final Path classes = AppCompiler.compile(Map.of(APP, SOURCE));

	@BeforeEach
	void dehydrateWithoutPayment() throws IOException {
		Generation first = new Generation(this.classes);
		this.values.put("order", first.call(APP, "order"));
		this.values.put("cart", first.call(APP, "cart"));
		Files.delete(this.classes.resolve("app/shop/Payment.class"));
		this.dehydrated = first.dehydrate(this.values);
	}

	@Test
	void refusesAnObjectWhoseMembersCannotBeTold() {
		Generation second = new Generation(this.classes);
		assertThatExceptionOfType(MigrationException.class)
			.isThrownBy(() -> second.rehydrate(this.dehydrated.get("order")))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("app/shop/Payment"));
	}

	@Test
	void migratesTheOthers() throws MigrationException {
		Generation second = new Generation(AppCompiler.compile(Map.of(APP, SOURCE)));
		Object cart = second.rehydrate(this.dehydrated.get("cart"));
		assertThat(second.<String>call(APP, "name", cart)).isEqualTo("cart");
	}

}
