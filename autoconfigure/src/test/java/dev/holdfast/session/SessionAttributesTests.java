package dev.holdfast.session;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * A map like any other.
 */
class SessionAttributesTests {

	private final Map<String, Object> shared = new ConcurrentHashMap<>(Map.of("a", 1, "b", 2));

	private final SessionAttributes attributes = new SessionAttributes(this.shared, new SessionRecord(), () -> false);

	@Test
	void reads() {
		assertThat(this.attributes).isEqualTo(Map.of("a", 1, "b", 2)).hasToString(this.shared.toString());
		assertThat(this.attributes.getOrDefault("c", 3)).isEqualTo(3);
		assertThat(this.attributes.containsKey("a")).isTrue();
		assertThat(this.attributes.containsValue(3)).isFalse();
	}

	@Test
	void writes() {
		assertThat(this.attributes.put("a", 10)).isEqualTo(1);
		assertThat(this.attributes.putIfAbsent("a", 11)).isEqualTo(10);
		assertThat(this.attributes.putIfAbsent("c", 3)).isNull();
		assertThat(this.attributes.replace("b", 20)).isEqualTo(2);
		assertThat(this.attributes.replace("d", 4)).isNull();
		assertThat(this.attributes.replace("c", 4, 5)).isFalse();
		assertThat(this.attributes.replace("c", 3, 30)).isTrue();
		assertThat(this.shared).isEqualTo(Map.of("a", 10, "b", 20, "c", 30));
	}

	@Test
	void computes() {
		assertThat(this.attributes.computeIfAbsent("c", (name) -> 3)).isEqualTo(3);
		assertThat(this.attributes.computeIfPresent("a", (name, value) -> (int) value + 1)).isEqualTo(2);
		assertThat(this.attributes.computeIfPresent("b", (name, value) -> null)).isNull();
		assertThat(this.attributes.merge("c", 1, (one, other) -> (int) one + (int) other)).isEqualTo(4);
		this.attributes.replaceAll((name, value) -> (int) value * 10);
		assertThat(this.shared).isEqualTo(Map.of("a", 20, "c", 40));
	}

	@Test
	void removes() {
		assertThat(this.attributes.remove("a")).isEqualTo(1);
		assertThat(this.attributes.remove("a")).isNull();
		assertThat(this.attributes.remove("b", 3)).isFalse();
		assertThat(this.attributes.remove("b", null)).isFalse();
		assertThat(this.attributes.remove("b", 2)).isTrue();
		assertThat(this.shared).isEmpty();
	}

	@Test
	void clears() {
		this.attributes.clear();
		assertThat(this.shared).isEmpty();
	}

	@Test
	void writesThroughItsViews() {
		this.attributes.entrySet().forEach((entry) -> entry.setValue(5));
		assertThat(this.shared).isEqualTo(Map.of("a", 5, "b", 5));
		assertThat(this.attributes.keySet().remove("a")).isTrue();
		assertThat(this.attributes.values().remove(5)).isTrue();
		assertThat(this.shared).isEmpty();
	}

	@Test
	void hasAStrictIterator() {
		Iterator<Map.Entry<String, Object>> iterator = this.attributes.entrySet().iterator();
		assertThatIllegalStateException().isThrownBy(iterator::remove);
		iterator.next();
		iterator.remove();
		assertThatIllegalStateException().isThrownBy(iterator::remove);
		assertThat(this.shared).hasSize(1);
	}

	@Test
	void refusesNull() {
		assertThatNullPointerException().isThrownBy(() -> this.attributes.put("a", null));
		assertThatNullPointerException().isThrownBy(() -> this.attributes.putIfAbsent("c", null));
		assertThatNullPointerException().isThrownBy(() -> this.attributes.remove(null));
		assertThat(this.shared).hasSize(2);
	}

}
