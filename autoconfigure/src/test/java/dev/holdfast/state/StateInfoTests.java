package dev.holdfast.state;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateInfoTests {

	private final RestartState state = RestartState.create(2);

	@Test
	void tellsTypesAndSizes() {
		this.state.define("list", List.class, () -> List.of(1, 2, 3));
		this.state.define("map", Map.class, () -> Map.of("a", 1));
		this.state.define("numbers", int[].class, () -> new int[4]);
		this.state.define("text", String.class, () -> "secret");
		assertThat(this.state.describe()).extracting(StateInfo::key, StateInfo::type, StateInfo::size)
			.containsExactly(row("list", "java.util.List", 3), row("map", "java.util.Map", 1),
					row("numbers", "int[]", 4), row("text", "java.lang.String", null));
		assertThat(this.state.describe().toString()).doesNotContain("secret");
	}

	@Test
	void tellsOfChangesAsFarAsTheyAreRemembered() {
		StateCell<String> cell = this.state.define("text", String.class, () -> "a");
		cell.set("b");
		cell.set("c");
		StateInfo info = this.state.describe().get(0);
		assertThat(info.history()).isEqualTo(2);
		assertThat(info.changed()).isEqualTo(cell.history().get(1).time());
		this.state.define(StateDefinition.of("other", String.class, () -> "a").history(0));
		assertThat(this.state.describe().get(0).changed()).isNull();
	}

	@Test
	void asksNothingOfClassesOfOthers() {
		this.state.define("own", List.class, Failing::new);
		assertThat(this.state.describe().get(0).size()).isNull();
	}

	private static Tuple row(String key, String type, @Nullable Integer size) {
		return Tuple.tuple(key, type, size);
	}

	private static final class Failing extends AbstractList<String> {

		@Override
		public String get(int index) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int size() {
			throw new UnsupportedOperationException();
		}

	}

}
