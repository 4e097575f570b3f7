package dev.holdfast.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RestartStateTests {

	private final RestartState state = RestartState.create();

	@Test
	void initializesAKeyOnce() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "first");
		assertThat(this.state.define("name", String.class, () -> "second")).isSameAs(cell);
		assertThat(cell.get()).isEqualTo("first");
		assertThat(cell.key()).isEqualTo("name");
		assertThat(cell).hasToString("state 'name' of type java.lang.String");
	}

	@Test
	void setsAndGetsByKeyAndByCell() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		cell.set("two");
		assertThat(this.state.get("name", String.class)).isEqualTo("two");
		this.state.set("name", "three");
		assertThat(cell.get()).isEqualTo("three");
	}

	@Test
	void updatesFromTheCurrentValue() {
		StateCell<Integer> cell = this.state.define("count", Integer.class, () -> 1);
		assertThat(cell.update((count) -> count + 1)).isEqualTo(2);
		assertThat(cell.get()).isEqualTo(2);
	}

	@Test
	void keepsTheIdentityOfValues() {
		AtomicLong value = new AtomicLong();
		StateCell<AtomicLong> cell = this.state.define("count", AtomicLong.class, () -> value);
		assertThat(cell.get()).isSameAs(value);
		assertThat(this.state.get("count", AtomicLong.class)).isSameAs(value);
		List<String> list = List.of("a", "b");
		Map<?, ?> map = Map.of("list", list);
		assertThat(this.state.define("map", Object.class, () -> map).get()).isSameAs(map);
	}

	@Test
	void takesAPrimitiveTypeForItsWrapper() {
		StateCell<Integer> cell = this.state.define("count", int.class, () -> 1);
		assertThat(cell.get()).isEqualTo(1);
		assertThat(this.state.get("count", int.class)).isEqualTo(1);
		assertThat(this.state.get("count", Integer.class)).isEqualTo(1);
		assertThat(this.state.define("count", Integer.class, () -> 2)).isSameAs(cell);
		this.state.set("count", 3);
		assertThat(cell.get()).isEqualTo(3);
	}

	@Test
	void takesAValueOfASubtype() {
		StateCell<Number> cell = this.state.define("number", Number.class, () -> 1L);
		cell.set(2.5);
		assertThat(cell.get()).isEqualTo(2.5);
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> this.state.get("number", Double.class));
	}

	@Test
	void letsAnInitializerDefineOtherState() {
		StateCell<String> outer = this.state.define("outer", String.class,
				() -> this.state.define("inner", String.class, () -> "in").get() + "side");
		assertThat(outer.get()).isEqualTo("inside");
		assertThat(this.state.get("inner", String.class)).isEqualTo("in");
	}

	@Test
	void leavesNothingOfAnInitializerThatFails() {
		IllegalStateException failure = new IllegalStateException("no database");
		assertThatIllegalStateException().isThrownBy(() -> this.state.define("name", String.class, () -> {
			throw failure;
		})).isSameAs(failure);
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> this.state.get("name", String.class));
		assertThat(this.state.define("name", String.class, () -> "now").get()).isEqualTo("now");
	}

	@Test
	void leavesNothingOfAnInitializerWithAnUnsupportedValue() {
		assertThatExceptionOfType(UnsupportedStateException.class)
			.isThrownBy(() -> this.state.define("name", String.class, () -> null));
		assertThat(this.state.define("name", Integer.class, () -> 1).get()).isEqualTo(1);
	}

	@Test
	void refusesAnInitializerThatDefinesItself() {
		assertThatIllegalStateException().isThrownBy(this::defineItself)
			.withMessageMatching("(?s)The initializer of state 'self' at .*RestartStateTests\\.java:\\d+\\) "
					+ "defines the same state again at .*RestartStateTests\\.java:\\d+\\)");
		assertThat(this.state.define("self", String.class, () -> "now").get()).isEqualTo("now");
	}

	private StateCell<String> defineItself() {
		return this.state.define("self", String.class, () -> defineItself().get());
	}

	@Test
	void refusesInitializersThatDefineEachOther() {
		Supplier<String> second = () -> this.state.define("first", String.class, () -> "never").get();
		assertThatIllegalStateException()
			.isThrownBy(() -> this.state.define("first", String.class,
					() -> this.state.define("second", String.class, second).get()))
			.withMessageContaining("The initializer of state 'first'");
		assertThatExceptionOfType(UndefinedStateException.class)
			.isThrownBy(() -> this.state.get("second", String.class))
			.withMessageContaining("Defined are: [].");
	}

	@Test
	void refusesNullArguments() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.define(null, String.class, () -> "x"))
			.withMessage("'key' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.define(" ", String.class, () -> "x"))
			.withMessage("'key' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.define("key", null, () -> "x"))
			.withMessage("'type' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.define("key", String.class, null))
			.withMessage("'initializer' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.get(null, String.class))
			.withMessage("'key' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.get("name", null))
			.withMessage("'type' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.set(null, "x"))
			.withMessage("'key' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> cell.update(null))
			.withMessage("'change' must not be null");
	}

	@Test
	void refusesNullValues() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		String message = "The value of state 'name' would be null. "
				+ "Use an Optional, or a value that stands for 'none'.";
		assertThatExceptionOfType(UnsupportedStateException.class).isThrownBy(() -> cell.set(null))
			.withMessage(message);
		assertThatExceptionOfType(UnsupportedStateException.class).isThrownBy(() -> this.state.set("name", null))
			.withMessage(message);
		assertThatExceptionOfType(UnsupportedStateException.class).isThrownBy(() -> cell.update((value) -> null))
			.withMessage(message);
		assertThat(cell.get()).isEqualTo("one");
		assertThat(this.state.define("none", Object.class, Optional::empty).get()).isEqualTo(Optional.empty());
	}

	@Test
	void tellsTypesAndPlacesOfAConflict() {
		this.state.define("name", String.class, () -> "one");
		String places = "State 'name' was defined as java.lang.String at .*RestartStateTests\\.java:\\d+\\), "
				+ "but is used as java.lang.Integer at .*RestartStateTests\\.java:\\d+\\)\\. Use one type.*";
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> this.state.define("name", Integer.class, () -> 1))
			.withMessageMatching(places)
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo("name"));
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> this.state.get("name", Integer.class))
			.withMessageMatching(places);
		assertThatExceptionOfType(StateTypeConflictException.class).isThrownBy(() -> this.state.set("name", 1))
			.withMessageMatching(places);
		assertThat(this.state.get("name", String.class)).isEqualTo("one");
	}

	@Test
	void tellsTypesOfAConflictInAnInitializer() {
		assertThatExceptionOfType(StateTypeConflictException.class).isThrownBy(() -> define(String.class, () -> 1))
			.withMessageContainingAll("java.lang.String", "java.lang.Integer");
	}

	@SuppressWarnings("unchecked")
	private <T> void define(Class<T> type, Supplier<?> initializer) {
		this.state.define("name", type, (Supplier<T>) initializer);
	}

	@Test
	void listsTheDefinedKeysIfOneIsNot() {
		this.state.define("zebra", String.class, () -> "z");
		this.state.define("ape", String.class, () -> "a");
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> this.state.get("lion", String.class))
			.withMessage("State 'lion' is not defined. "
					+ "Call define(key, type, initializer) first. Defined are: [ape, zebra].")
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo("lion"));
		assertThatExceptionOfType(UndefinedStateException.class).isThrownBy(() -> this.state.set("lion", "roar"))
			.withMessageContaining("[ape, zebra]");
	}

	@Test
	void leavesTheValueIfAnUpdateFails() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		IllegalStateException failure = new IllegalStateException("no");
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(cell.get()).isEqualTo("one");
		assertThat(cell.update((value) -> value + "!")).isEqualTo("one!");
	}

	@Test
	void refusesToWriteWithinAnUpdate() {
		StateCell<String> cell = this.state.define("name", String.class, () -> "one");
		String message = "State 'name' is written within its own update, which would lose that write. "
				+ "Return the new value from the function instead";
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> cell.update((inner) -> "two")))
			.withMessage(message);
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> {
			cell.set("two");
			return value;
		})).withMessage(message);
		assertThatIllegalStateException().isThrownBy(() -> cell.update((value) -> {
			this.state.set("name", "two");
			return value;
		})).withMessage(message);
		assertThat(cell.get()).isEqualTo("one");
		assertThat(cell.update((value) -> cell.get() + "!")).isEqualTo("one!");
	}

}
