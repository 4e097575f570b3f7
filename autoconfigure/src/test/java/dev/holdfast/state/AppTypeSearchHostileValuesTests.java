package dev.holdfast.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import dev.holdfast.restart.Restarts;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class AppTypeSearchHostileValuesTests {

	private final AppClasses app = new AppClasses();

	private final Object item = this.app.item("apple");

	@Test
	void endsInCyclesThroughMapKeys() {
		Map<Object, Object> map = new HashMap<>();
		AtomicReference<Object> reference = new AtomicReference<>(map);
		map.put(reference, "back");
		assertNotFound(map);
	}

	@Test
	void callsNoCodeOfMapKeys() {
		Map<Object, Object> map = new HashMap<>();
		map.put(new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException("must not be called");
			}
		}, this.item);
		assertThat(find(map)).isNotNull();
	}

	@Test
	void looksAtABoundedPartOfLargeValuesOfOneObject() {
		assertNotFound(Collections.nCopies(Integer.MAX_VALUE, "same"));
	}

	@Test
	void findsEntries() {
		assertThat(find(Map.entry("fruit", this.item))).isNotNull();
	}

	@Test
	void findsClassLiterals() {
		assertThat(find(List.of(this.app.itemType()))).isNotNull();
	}

	private AppTypeSearch.Find find(Object value) {
		return new AppTypeSearch(Restarts::isAppType).find(value);
	}

	private void assertNotFound(Object value) {
		assertThat(find(value)).isNull();
	}

}
