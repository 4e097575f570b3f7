package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is not migrated, and what it says.
 */
class ContainerRefusalsTests {

	@Test
	void pendingFutureIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> RoundTrip.of(new CompletableFuture<>()))
			.withMessage("a CompletableFuture is still pending: complete it before the restart,"
					+ " or keep its value instead");
	}

	@Test
	void futureIsNotTouchedWhenRefused() {
		CompletableFuture<String> future = new CompletableFuture<>();
		assertThatIllegalStateException().isThrownBy(() -> RoundTrip.of(future));
		assertThat(future.getNumberOfDependents()).isZero();
	}

	static Stream<Object> comparing() {
		return Stream.of(new HashSet<>(), new HashMap<>(), new TreeMap<>(), Set.of(1, 2, 3), Map.of(1, 1, 2, 2));
	}

	@ParameterizedTest
	@MethodSource("comparing")
	void elementsThatBecameEqualAreNotLostSilently(Object container) {
		ContainerAdapter<Object> adapter = RoundTrip.adapter(container.getClass());
		List<Object> elements = List.of(1, 1, 1, 1);
		assertThatIllegalStateException().isThrownBy(() -> {
			List<Object> given = adapter.isMutable() ? List.of() : elements;
			Object created = adapter.create(container.getClass().getName(), List.of(), given, null);
			adapter.fill(created, elements);
		}).withMessageContaining("equal to others now");
	}

	@Test
	void setOfAnotherMapIsRefused() {
		Map<Object, Boolean> map = new HashMap<>() {
		};
		assertThatIllegalStateException().isThrownBy(() -> RoundTrip.of(Collections.newSetFromMap(map)))
			.withMessageContaining(map.getClass().getName())
			.withMessageContaining("use one of the JDK's maps");
	}

	@Test
	void concurrentModificationSurfaces() {
		List<String> list = new ArrayList<>(List.of("a", "b", "c"));
		List<String> subList = list.subList(0, 2);
		list.add("d");
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(() -> RoundTrip.of(subList));
	}

}
