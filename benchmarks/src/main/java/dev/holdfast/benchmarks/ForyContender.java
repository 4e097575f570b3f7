package dev.holdfast.benchmarks;

import org.apache.fory.Fory;

/**
 * Fory, set up to accept any class. As it is by default, it tolerates changed shapes.
 *
 * @param maxDepth the longest path through a graph; Fory sets memory aside for it, so it
 * should not be more than needed
 */
record ForyContender(int maxDepth) implements Contender {

	@Override
	public String name() {
		return "Fory";
	}

	@Override
	public Object move(Object graph, ClassLoader from, ClassLoader to) {
		byte[] bytes = fory(from).serialize(graph);
		return fory(to).deserialize(bytes);
	}

	private Fory fory(ClassLoader classLoader) {
		return Fory.builder()
			.withXlang(false)
			.withClassLoader(classLoader)
			.withRefTracking(true)
			.withMaxDepth(this.maxDepth)
			.withMaxGraphMemoryBytes(Long.MAX_VALUE)
			.requireClassRegistration(false)
			.build();
	}

}
