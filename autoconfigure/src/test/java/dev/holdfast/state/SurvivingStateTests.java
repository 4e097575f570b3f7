package dev.holdfast.state;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SurvivingStateTests {

	private final RestartedState restarted = new RestartedState();

	@Test
	void keepsValuesOfTheJdkAndOfLibraries() {
		AtomicLong count = state().define("count", AtomicLong.class, AtomicLong::new).get();
		Map<String, List<Integer>> map = Map.of("list", List.of(1));
		state().define("map", Map.class, () -> map);
		this.restarted.restart();
		assertThat(state().define("count", AtomicLong.class, AtomicLong::new).get()).isSameAs(count);
		Object kept = state().get("map", Map.class);
		assertThat(kept).isSameAs(map);
	}

	@Test
	void rebuildsValuesOfTheApplication() {
		defineCart("apple", "pear");
		this.restarted.restart();
		List<Object> cart = defineCart().get();
		assertThat(cart).containsExactly(item("apple"), item("pear"));
	}

	@Test
	void runsTheInitializerOnce() {
		AtomicInteger runs = new AtomicInteger();
		for (int i = 0; i < 4; i++) {
			assertThat(state().define("count", Integer.class, runs::incrementAndGet).get()).isEqualTo(1);
			this.restarted.restart();
		}
		assertThat(runs).hasValue(1);
	}

	@Test
	void runsTheInitializerOfTheNextGenerationIfTheFirstFailed() {
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> state().define("name", String.class, () -> null));
		this.restarted.restart();
		assertThat(state().define("name", String.class, () -> "now").get()).isEqualTo("now");
	}

	@Test
	void rebuildsValuesWithoutADefinition() {
		defineCart("apple");
		this.restarted.restart();
		assertThat(list("cart")).isEqualTo(List.of(item("apple")));
		state().set("cart", List.of(item("pear")));
		assertThat(defineCart().get()).containsExactly(item("pear"));
		this.restarted.restart();
		state().set("cart", List.of(item("plum")));
		assertThat(list("cart")).isEqualTo(List.of(item("plum")));
	}

	@Test
	void knowsTheTypeOfAValueWithoutADefinition() {
		defineCart("apple");
		this.restarted.restart();
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> state().get("cart", ArrayList.class));
		assertThatExceptionOfType(StateTypeConflictException.class).isThrownBy(() -> state().set("cart", "no list"));
		assertThat(list("cart")).hasSize(1);
	}

	@Test
	void parksWhatFitsNoClass() {
		defineCart("apple", "pear");
		this.restarted.restart(AppClasses.without(Item.class));
		StateCell<List<Object>> cart = defineCart();
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cart::get).satisfies((ex) -> {
			assertThat(ex.getKey()).isEqualTo("cart");
			assertThat(ex.getPath()).matches("value\\[[01]\\]");
			assertThat(ex.getOldType()).isEqualTo(Item.class.getName());
			assertThat(ex.getProblem()).startsWith("State 'cart' is parked: generation 2 cannot take over '"
					+ ex.getPath() + "' of type " + Item.class.getName());
			assertThat(ex.getAction()).contains("bring the class back", "renamed", "migrate", "discard(\"cart\")");
		});
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> cart.set(List.of()));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> cart.update((value) -> value));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cart::reset);
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> state().get("cart", List.class));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> state().set("cart", List.of()));
		assertThat(cart.history()).isEmpty();
		assertThat(state().keys()).containsExactly("cart");
	}

	@Test
	void parksUntilAClassFits() {
		defineCart("apple", "pear");
		for (int i = 0; i < 3; i++) {
			this.restarted.restart(AppClasses.without(Item.class));
			assertThatExceptionOfType(ParkedStateException.class).isThrownBy(defineCart()::get);
			assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> state().get("cart", List.class));
		}
		this.restarted.restart();
		assertThat(defineCart().get()).containsExactly(item("apple"), item("pear"));
	}

	@Test
	void parksWhatCannotBeCarriedOver() {
		state().define("task", Runnable.class, () -> this.restarted.app().lambda());
		this.restarted.restart();
		StateCell<Runnable> task = state().define("task", Runnable.class, () -> this.restarted.app().lambda());
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(task::get);
	}

	@Test
	void parksWhatIsOfAnotherType() {
		state().define("name", String.class, () -> "one");
		this.restarted.restart();
		StateCell<Integer> cell = state().define("name", Integer.class, () -> 1);
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(cell::get)
			.withMessageContainingAll("java.lang.String", "java.lang.Integer");
		this.restarted.restart();
		assertThat(state().get("name", String.class)).isEqualTo("one");
	}

	@Test
	void parksWhatHasLostItsType() {
		define(this.restarted.app().itemType(), item("apple"));
		this.restarted.restart(AppClasses.without(Item.class));
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> state().set("item", "other"))
			.withMessageContaining("Its type " + Item.class.getName() + " is missing");
		assertThat(this.restarted.live().entries(Outcome.PARKED)).hasSize(1);
		this.restarted.restart();
		assertThat(state().get("item", this.restarted.app().itemType())).isEqualTo(item("apple"));
	}

	@Test
	void losesNothingInGenerationsThatAskForNothing() {
		defineCart("apple");
		for (int i = 0; i < 10; i++) {
			this.restarted.restart();
			this.restarted.live();
		}
		assertThat(state().keys()).containsExactly("cart");
		assertThat(defineCart().get()).containsExactly(item("apple"));
	}

	@Test
	void losesNothingInGenerationsThatFail() {
		StateCell<Integer> count = state().define("count", Integer.class, () -> 0);
		defineCart("apple");
		count.set(7);
		this.restarted.restart();
		state().define("count", Integer.class, () -> 0).update((value) -> value + 1);
		this.restarted.restart(AppClasses.without(Item.class));
		defineCart();
		this.restarted.restart();
		this.restarted.restart();
		assertThat(state().get("count", Integer.class)).isEqualTo(8);
		assertThat(defineCart().get()).containsExactly(item("apple"));
	}

	@Test
	void sharesWhatWasShared() {
		Object apple = item("apple");
		state().define("first", List.class, () -> List.of(apple));
		state().define("second", Object.class, () -> apple);
		this.restarted.restart();
		Object first = list("first").get(0);
		this.restarted.restart();
		Object second = state().get("second", Object.class);
		assertThat(second).isNotSameAs(first).isSameAs(list("first").get(0));
	}

	@Test
	void convertsToTypeArguments() {
		state().define("number", Integer.class, () -> 1);
		state().define("names", Object.class, () -> List.of("one"));
		this.restarted.restart();
		assertThat(state().define("number", Long.class, () -> 0L).get()).isEqualTo(1L);
		StateDefinition<List<String>> names = StateDefinition.of("names", new ParameterizedTypeReference<>() {
		}, List::of);
		assertThat(state().define(names).get()).containsExactly("one");
		assertThat(state().define(names).toString()).contains("java.util.List<java.lang.String>");
		assertThat(list("names")).isEqualTo(List.of("one"));
	}

	@Test
	void keepsNoGenerationAlive() {
		WeakReference<ClassLoader> retired = useInAGeneration();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return retired.get() == null;
		});
		assertThat(defineCart().get()).containsExactly(item("apple"));
		assertThat(state().get("greeting", String.class)).isEqualTo("hello, hello");
	}

	private WeakReference<ClassLoader> useInAGeneration() {
		this.restarted.restart();
		AppClasses app = this.restarted.app();
		StateCell<String> cell = state().define("greeting", String.class, app.greeting());
		cell.onChange((oldValue, newValue) -> app.lambda().run());
		cell.update((value) -> value + ", " + app.greeting().get());
		defineCart("apple");
		state().define("task", Object.class, app::lambda);
		this.restarted.restart(AppClasses.without(Item.class));
		WeakReference<ClassLoader> retired = new WeakReference<>(app.classLoader());
		assertThatExceptionOfType(ParkedStateException.class).isThrownBy(defineCart()::get);
		this.restarted.live();
		this.restarted.restart();
		return retired;
	}

	private RestartState state() {
		return this.restarted.state();
	}

	private Object item(String name) {
		return this.restarted.app().item(name);
	}

	private List<?> list(String key) {
		return state().get(key, List.class);
	}

	private StateCell<List<Object>> defineCart(String... names) {
		List<Object> items = new ArrayList<>();
		for (String name : names) {
			items.add(item(name));
		}
		return state().define(StateDefinition.of("cart", new ParameterizedTypeReference<>() {
		}, () -> items));
	}

	@SuppressWarnings("unchecked")
	private <T> void define(Class<T> type, Object value) {
		state().define("item", type, () -> (T) value);
	}

}
