package dev.holdfast.state;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import dev.holdfast.restart.Restarts;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class AppTypeSearchTests {

	private final AppClasses app = new AppClasses();

	private final Object item = this.app.item("apple");

	@Test
	void findsTheValueItself() {
		assertFound(this.item, "value");
	}

	@Test
	void findsNothingInValuesOfTheJdk() {
		assertNotFound("text");
		assertNotFound(new int[] { 1, 2 });
		assertNotFound(Map.of("list", List.of(1, 2), "optional", Optional.empty()));
		assertNotFound(new AtomicReference<>());
		assertNotFound(Arrays.asList("a", null));
	}

	@Test
	void findsMapKeysAndValues() {
		assertFound(Map.of("fruit", this.item), "value[fruit]");
		AppTypeSearch.Find find = find(Map.of(this.item, "fruit"));
		assertThat(find).isNotNull();
		assertThat(find.path()).startsWith("value[key ");
	}

	@Test
	void findsMembersOfCollections() {
		assertFound(List.of("a", this.item), "value[1]");
		assertFound(Set.of(this.item), "value[0]");
		Queue<Object> queue = new ArrayDeque<>(List.of("a", "b", this.item));
		assertFound(queue, "value[2]");
	}

	@Test
	void findsElementsAndTypesOfArrays() {
		assertFound(new Object[] { "a", new Object[] { this.item } }, "value[1][0]");
		assertFound(Array.newInstance(this.app.itemType(), 0), "value");
		assertFound(Array.newInstance(this.app.itemType(), 0, 0), "value");
	}

	@Test
	void findsWhatOptionalsAndReferencesHold() {
		assertFound(Optional.of(this.item), "value.get()");
		assertFound(new AtomicReference<>(this.item), "value.get()");
	}

	@Test
	void findsNestedObjects() {
		Map<String, Object> value = Map.of("orders", List.of(Optional.of(Map.of("fruit", this.item))));
		assertFound(value, "value[orders][0].get()[fruit]");
	}

	@Test
	void findsLambdasOfTheApplication() {
		assertThat(find(List.of(this.app.lambda()))).isNotNull();
		assertNotFound((Runnable) () -> {
		});
	}

	@Test
	void endsInCycles() {
		List<Object> list = new ArrayList<>();
		Map<String, Object> map = new HashMap<>();
		AtomicReference<Object> reference = new AtomicReference<>(list);
		list.add(map);
		map.put("back", reference);
		assertNotFound(list);
		map.put("zitem", this.item);
		assertThat(find(list)).extracting(AppTypeSearch.Find::path).isEqualTo("value[0][zitem]");
	}

	@Test
	void doesNotOverflowInDeepValues() {
		List<Object> value = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			value = new ArrayList<>(Collections.singletonList(value));
		}
		List<Object> deep = value;
		assertNotFound(deep);
	}

	@Test
	void looksAtABoundedPartOfLargeValues() {
		List<Object> large = new ArrayList<>(IntStream.range(0, 2_000_000).boxed().toList());
		large.add(this.item);
		assertNotFound(large);
		assertNotFound(large.toArray());
		assertNotFound(new HashSet<>(large));
	}

	@Test
	void findsWhatIsAmongTheFirstThousands() {
		List<Object> value = new ArrayList<>(IntStream.range(0, 9_000).boxed().toList());
		value.add(this.item);
		assertFound(value, "value[9000]");
	}

	private AppTypeSearch.Find find(Object value) {
		return new AppTypeSearch(Restarts::isAppType).find(value);
	}

	private void assertFound(Object value, String path) {
		assertThat(find(value)).isEqualTo(new AppTypeSearch.Find(path, "dev.holdfast.test.app.Item"));
	}

	private void assertNotFound(Object value) {
		assertThat(find(value)).isNull();
	}

}
