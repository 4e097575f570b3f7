package dev.holdfast.state.migration;

import java.util.List;
import java.util.stream.Stream;

/**
 * The adapters of the JDK's containers: for every kind of collection, map and holder that
 * can be made again with its public methods. Where those do not tell what belongs to a
 * container, its clone or its serial form does.
 * <p>
 * The views of {@code Collections.checked...}, key sets, values, sub maps and reversed
 * views have no adapter.
 */
final class JdkContainers {

	private JdkContainers() {
	}

	static List<ContainerAdapter<?>> all() {
		return Stream
			.of(JdkLists.all(), JdkSets.all(), JdkMaps.all(), JdkQueues.all(), JdkHolders.all(), JdkEntries.all(),
					JdkViews.all(), JdkComparators.all(), SuperclassAdapter.all())
			.<ContainerAdapter<?>>flatMap(List::stream)
			.toList();
	}

}
