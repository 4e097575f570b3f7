package dev.holdfast.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.util.Assert;

import dev.holdfast.state.migration.StateView;

/**
 * How a piece of state came to be what it is now.
 *
 * @param version its version
 * @param steps the migrations by the version that each starts from
 * @param renamed classes by former names
 * @param replaced enum constants by former names
 */
record StateEvolution(int version, Map<Integer, Function<? super StateView, ?>> steps, Map<String, Class<?>> renamed,
		Map<String, Enum<?>> replaced) {

	static final StateEvolution NONE = new StateEvolution(1, Map.of(), Map.of(), Map.of());

	StateEvolution version(int version) {
		Assert.isTrue(version >= 1, () -> "'version' must be at least 1 [" + version + "]");
		this.steps.keySet().forEach((from) -> checkStep(from, version));
		return new StateEvolution(version, this.steps, this.renamed, this.replaced);
	}

	StateEvolution step(int from, Function<? super StateView, ?> step) {
		Assert.isTrue(from >= 1, () -> "'from' must be at least 1 [" + from + "]");
		checkStep(from, this.version);
		return new StateEvolution(this.version, with(this.steps, from, step), this.renamed, this.replaced);
	}

	private static void checkStep(int from, int version) {
		Assert.isTrue(from < version, () -> "'from' must be below the version of the definition, which is " + version
				+ " [" + from + "]. Call version(...) before migrate(...)");
	}

	StateEvolution renamed(String former, Class<?> current) {
		return new StateEvolution(this.version, this.steps, with(this.renamed, former, current), this.replaced);
	}

	StateEvolution replaced(String former, Enum<?> current) {
		return new StateEvolution(this.version, this.steps, this.renamed, with(this.replaced, former, current));
	}

	private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
		Map<K, V> result = new HashMap<>(map);
		Assert.isTrue(result.put(key, value) == null, () -> "[" + key + "] is given twice");
		return Collections.unmodifiableMap(result);
	}

	/**
	 * Return whether something must be known of this to take over a value, even one of
	 * this very version.
	 * @return whether names have changed
	 */
	boolean hasNames() {
		return !this.renamed.isEmpty() || !this.replaced.isEmpty();
	}

	/**
	 * Return the first step that is missing on the way from a version to this one.
	 * @param stored the version, which is below this one
	 * @return the version that the missing step would start from, or 0 if none is missing
	 */
	int missingStep(int stored) {
		for (int from = stored; from < this.version; from++) {
			if (!this.steps.containsKey(from)) {
				return from;
			}
		}
		return 0;
	}

	/**
	 * Return the steps on the way from a version to this one.
	 * @param stored the version
	 * @return the steps in their order
	 */
	List<Function<? super StateView, ?>> stepsFrom(int stored) {
		List<Function<? super StateView, ?>> result = new ArrayList<>();
		for (int from = stored; from < this.version; from++) {
			Function<? super StateView, ?> step = this.steps.get(from);
			if (step != null) {
				result.add(step);
			}
		}
		return result;
	}

}
