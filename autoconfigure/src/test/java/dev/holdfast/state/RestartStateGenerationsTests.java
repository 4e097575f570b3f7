package dev.holdfast.state;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.holdfast.restart.Restarts;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RestartStateGenerationsTests {

	private final RestartState state = RestartState.create(Restarts::isAppType);

	@Test
	void findsStateOfAnEarlierGeneration() {
		StateCell<String> cell = this.state.define("greeting", String.class, new AppClasses().greeting());
		cell.set("good bye");
		StateCell<String> next = this.state.define("greeting", String.class, new AppClasses().greeting());
		assertThat(next.get()).isEqualTo("good bye");
	}

	@Test
	void keepsNoGenerationAlive() {
		WeakReference<ClassLoader> generation = useInAGeneration();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return generation.get() == null;
		});
		assertThat(this.state.get("greeting", String.class)).isEqualTo("hello, hello");
	}

	private WeakReference<ClassLoader> useInAGeneration() {
		AppClasses app = new AppClasses();
		StateCell<String> cell = this.state.define("greeting", String.class, app.greeting());
		cell.update((value) -> value + ", " + app.greeting().get());
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> this.state.set("greeting", app.item("apple")));
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> this.state.define("item", Object.class, () -> app.item("apple")));
		return new WeakReference<>(app.classLoader());
	}

	@Test
	void refusesAnAppTypeAsType() {
		AppClasses app = new AppClasses();
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> define(app.itemType(), app.item("apple")))
			.withMessageContainingAll("State 'item'", "dev.holdfast.test.app.Item", "at 'type'",
					"cannot be carried over a restart yet");
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> define(app.itemType().arrayType(), new Object[0]));
	}

	@SuppressWarnings("unchecked")
	private <T> void define(Class<T> type, Object value) {
		this.state.define("item", type, () -> (T) value);
	}

	@Test
	void refusesValuesThatContainAnAppType() {
		Object item = new AppClasses().item("apple");
		StateCell<Object> cell = this.state.define("cart", Object.class, List::of);
		String message = "State 'cart' would hold an object of the application's own class "
				+ "dev.holdfast.test.app.Item at 'value[1]'";
		assertThatExceptionOfType(UnsupportedStateException.class).isThrownBy(() -> cell.set(List.of("a", item)))
			.withMessageStartingWith(message);
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> cell.update((value) -> List.of("a", item)))
			.withMessageStartingWith(message);
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> this.state.set("cart", List.of("a", item)))
			.withMessageStartingWith(message);
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> this.state.define("other", Object.class, () -> Map.of("fruit", item)))
			.withMessageContaining("'value[fruit]'");
		assertThat(cell.get()).isEqualTo(List.of());
	}

	@Test
	void takesAppTypesOutsideDevelopment() {
		Object item = new AppClasses().item("apple");
		RestartState plain = RestartState.create((type) -> false);
		assertThat(plain.define("item", Object.class, () -> item).get()).isSameAs(item);
	}

}
