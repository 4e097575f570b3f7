package dev.holdfast.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of restart state.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.state")
public class RestartStateProperties {

	/**
	 * Number of restarts after which a value is discarded that no generation has asked
	 * for. If it is not set, such values are kept until they are discarded by hand.
	 */
	private @Nullable Integer discardOrphansAfter;

	/**
	 * Number of values that each piece of state remembers, the current one included,
	 * unless its definition says otherwise.
	 */
	private int historySize;

	/**
	 * Whether to warn, in development, of retired generations of the application that
	 * stay in memory, and to say what most likely holds them.
	 */
	private boolean leakCheck = true;

	public @Nullable Integer getDiscardOrphansAfter() {
		return this.discardOrphansAfter;
	}

	public void setDiscardOrphansAfter(@Nullable Integer discardOrphansAfter) {
		this.discardOrphansAfter = discardOrphansAfter;
	}

	public int getHistorySize() {
		return this.historySize;
	}

	public void setHistorySize(int historySize) {
		this.historySize = historySize;
	}

	public boolean isLeakCheck() {
		return this.leakCheck;
	}

	public void setLeakCheck(boolean leakCheck) {
		this.leakCheck = leakCheck;
	}

}
