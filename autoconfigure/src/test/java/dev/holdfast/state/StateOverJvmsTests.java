package dev.holdfast.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;

import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * State from one JVM to the next.
 */
@ExtendWith(OutputCaptureExtension.class)
class StateOverJvmsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@TempDir
	private Path parent;

	private Path location;

	@BeforeEach
	void nameLocation() {
		this.location = this.parent.resolve("state");
	}

	@Test
	void keepsValuesOfTheJdkAndOfTheApplication() {
		try (JvmState first = JvmState.start(this.location)) {
			count(first.state()).update((count) -> count + 41);
			cart(first).set(List.of(first.app().item("apple"), first.app().item("pear")));
			assertThat(first.live()).isNull();
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(count(second.state()).get()).isEqualTo(41);
			assertThat(cart(second).get()).containsExactly(second.app().item("apple"), second.app().item("pear"));
			SurvivalReport report = second.live();
			assertThat(report.entries(Outcome.KEPT)).extracting(SurvivalReport.Entry::key).containsExactly("count");
			assertThat(report.entries(Outcome.MIGRATED)).extracting(SurvivalReport.Entry::key).containsExactly("cart");
		}
	}

	@Test
	void goesOnWithRestartsAsBefore() {
		try (JvmState first = JvmState.start(this.location)) {
			AtomicLong sequence = sequence(first.state());
			sequence.set(5);
			first.restart();
			assertThat(sequence(first.state())).isSameAs(sequence);
			cart(first).set(List.of(first.app().item("apple")));
			first.restart();
			sequence.incrementAndGet();
		}
		try (JvmState second = JvmState.start(this.location)) {
			second.restart();
			assertThat(sequence(second.state())).hasValue(6);
			assertThat(cart(second).get()).containsExactly(second.app().item("apple"));
		}
	}

	@Test
	void keepsWhatNobodyHasAskedForOverManyJvms() {
		try (JvmState first = JvmState.start(this.location)) {
			cart(first).set(List.of(first.app().item("apple")));
			sequence(first.state()).set(7);
		}
		for (int i = 0; i < 3; i++) {
			try (JvmState next = JvmState.start(this.location)) {
				assertThat(next.state().keys()).containsExactly("cart", "sequence");
				next.restart();
			}
		}
		try (JvmState last = JvmState.start(this.location)) {
			assertThat(cart(last).get()).containsExactly(last.app().item("apple"));
			assertThat(sequence(last.state())).hasValue(7);
		}
	}

	@Test
	void keepsWhatTwoKeysShare() {
		try (JvmState first = JvmState.start(this.location)) {
			Object item = first.app().item("apple");
			cart(first).set(List.of(item));
			first.state().define("favourite", Object.class, () -> item);
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(cart(second).get().get(0))
				.isSameAs(second.state().define("favourite", Object.class, Object::new).get());
		}
	}

	@Test
	void keepsVersionsAndHistory() {
		try (JvmState first = JvmState.start(this.location)) {
			StateCell<String> price = first.state()
				.define(StateDefinition.of("price", String.class, () -> "1").history(3));
			price.set("2");
			price.set("3");
		}
		try (JvmState second = JvmState.start(this.location)) {
			StateCell<Integer> price = second.state()
				.define(StateDefinition.of("price", Integer.class, () -> 0)
					.version(2)
					.history(3)
					.migrate(1, (old) -> Integer.parseInt(old.as(String.class)) * 100));
			assertThat(price.get()).isEqualTo(300);
			assertThat(price.history()).extracting(StateChange::value).containsExactly(100, 200, 300);
		}
	}

	@Test
	void parksWhatDoesNotFitAndKeepsItForAJvmThatItFits() {
		try (JvmState first = JvmState.start(this.location)) {
			cart(first).set(List.of(first.app().item("apple")));
		}
		try (JvmState second = JvmState.start(this.location, AppClasses.without(Item.class))) {
			assertThatExceptionOfType(ParkedStateException.class).isThrownBy(() -> cart(second).get())
				.withMessageContaining("Class dev.holdfast.test.app.Item is missing");
			assertThat(second.live().toString())
				.contains("1 key parked (cart: Class dev.holdfast.test.app.Item is missing");
		}
		try (JvmState third = JvmState.start(this.location)) {
			assertThat(cart(third).get()).containsExactly(third.app().item("apple"));
		}
	}

	@Test
	void aDiscardedKeyDoesNotComeBack() {
		try (JvmState first = JvmState.start(this.location)) {
			count(first.state()).set(3);
			first.flush();
			first.state().discard("count");
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(count(second.state()).get()).isZero();
		}
	}

	@Test
	void namesOnceWhatCannotBeStored(CapturedOutput output) {
		try (JvmState first = JvmState.start(this.location)) {
			first.state().define("lock", Map.class, () -> Map.of("a", new ReentrantLock()));
			count(first.state()).set(1);
			first.flush();
			count(first.state()).set(2);
			first.flush();
		}
		assertThat(output.toString().split("State 'lock' is not stored: ")).hasSize(2);
		assertThat(output).contains("'value[a]' of type java.util.concurrent.locks.ReentrantLock cannot be.");
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(second.state().keys()).containsExactly("count");
			assertThat(count(second.state()).get()).isEqualTo(2);
		}
	}

	@Test
	void isOnDiskOnceAFlushIsComplete() throws IOException {
		try (JvmState first = JvmState.start(this.location, new AppClasses(), JvmState.NEVER, JvmState.NEVER)) {
			for (int i = 1; i <= 20; i++) {
				count(first.state()).set(i);
				first.flush();
				assertThat(countIn(copy("flush" + i))).isEqualTo(i);
			}
		}
	}

	@Test
	void isOnDiskAWhileAfterAChange() {
		try (JvmState first = JvmState.start(this.location, new AppClasses(), Duration.ofMillis(50), JvmState.NEVER)) {
			count(first.state()).set(1);
			awaitCount(1);
			count(first.state()).set(2);
			awaitCount(2);
		}
	}

	@Test
	void changesInsideOfValuesAreOnDiskAWhileAfterThem() {
		try (JvmState first = JvmState.start(this.location, new AppClasses(), JvmState.NEVER, Duration.ofMillis(50))) {
			Map<String, Integer> map = first.state()
				.define(StateDefinition.of("map", new ParameterizedTypeReference<Map<String, Integer>>() {
				}, ConcurrentHashMap::new))
				.get();
			map.put("a", 1);
			List<Object> seen = new ArrayList<>();
			Awaitility.await().atMost(LIMIT).until(() -> {
				Path copy = copy("scan" + seen.size());
				seen.add(copy);
				try (JvmState next = JvmState.start(copy)) {
					return next.state().keys().contains("map")
							&& next.state().get("map", Map.class).equals(Map.of("a", 1));
				}
			});
		}
	}

	private void awaitCount(int expected) {
		List<Path> copies = new ArrayList<>();
		Awaitility.await().atMost(LIMIT).ignoreException(UndefinedStateException.class).until(() -> {
			copies.add(copy("count" + expected + "-" + copies.size()));
			return countIn(copies.get(copies.size() - 1)) == expected;
		});
	}

	private static int countIn(Path location) {
		try (JvmState other = JvmState.start(location)) {
			return other.state().get("count", Integer.class);
		}
	}

	private Path copy(String name) throws IOException {
		Path copy = this.parent.resolve(name);
		Files.createDirectory(copy);
		Path file = this.location.resolve("state");
		if (Files.exists(file)) {
			Files.copy(file, copy.resolve("state"));
		}
		return copy;
	}

	private static StateCell<Integer> count(RestartState state) {
		return state.define("count", Integer.class, () -> 0);
	}

	private static AtomicLong sequence(RestartState state) {
		return state.define("sequence", AtomicLong.class, AtomicLong::new).get();
	}

	private static StateCell<List<Object>> cart(JvmState jvm) {
		return jvm.state().define(StateDefinition.of("cart", new ParameterizedTypeReference<List<Object>>() {
		}, List::of));
	}

}
