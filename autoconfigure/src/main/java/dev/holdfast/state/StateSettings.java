package dev.holdfast.state;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * How restart state behaves where no definition says so.
 *
 * @param historySize number of values that each cell remembers
 * @param discardOrphansAfter after how many live generations that did not ask for a value
 * it is discarded, or {@code null} to keep it forever
 * @since 0.1.0
 */
public record StateSettings(int historySize, @Nullable Integer discardOrphansAfter) {

	static final StateSettings DEFAULT = new StateSettings(0, null);

	public StateSettings {
		Assert.isTrue(historySize >= 0, () -> "'historySize' must not be negative [" + historySize + "]");
		Assert.isTrue(discardOrphansAfter == null || discardOrphansAfter >= 1,
				() -> "'discardOrphansAfter' must be at least 1 [" + discardOrphansAfter + "]");
	}

	boolean isDiscarded(ParkedState state) {
		return this.discardOrphansAfter != null && state.unclaimedFor() >= this.discardOrphansAfter;
	}

}
