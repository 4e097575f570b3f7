package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of how changes of the application's files are seen.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.reload")
public class ReloadProperties {

	/**
	 * Whether Holdfast decides when to restart. Otherwise DevTools does.
	 */
	private boolean enabled = true;

	/**
	 * How long no file may change before the application restarts.
	 */
	private Duration quietPeriod = Duration.ofMillis(50);

	/**
	 * How long no file may change before the application restarts, if many files have
	 * changed or classes have vanished.
	 */
	private Duration bulkQuietPeriod = Duration.ofMillis(700);

	/**
	 * How long classes that have vanished are waited for, as when a build begins with
	 * deleting all of them.
	 */
	private Duration rebuildTimeout = Duration.ofSeconds(10);

	/**
	 * How often files are looked at if neither a request nor the file system asks for it.
	 */
	private Duration pollInterval = Duration.ofSeconds(2);

	/**
	 * Whether method bodies that have not run while the application was made are replaced
	 * without a restart.
	 */
	private boolean redefine = true;

	private final Graph graph = new Graph();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getQuietPeriod() {
		return this.quietPeriod;
	}

	public void setQuietPeriod(Duration quietPeriod) {
		this.quietPeriod = quietPeriod;
	}

	public Duration getBulkQuietPeriod() {
		return this.bulkQuietPeriod;
	}

	public void setBulkQuietPeriod(Duration bulkQuietPeriod) {
		this.bulkQuietPeriod = bulkQuietPeriod;
	}

	public Duration getRebuildTimeout() {
		return this.rebuildTimeout;
	}

	public void setRebuildTimeout(Duration rebuildTimeout) {
		this.rebuildTimeout = rebuildTimeout;
	}

	public Duration getPollInterval() {
		return this.pollInterval;
	}

	public void setPollInterval(Duration pollInterval) {
		this.pollInterval = pollInterval;
	}

	public boolean isRedefine() {
		return this.redefine;
	}

	public void setRedefine(boolean redefine) {
		this.redefine = redefine;
	}

	public Graph getGraph() {
		return this.graph;
	}

	/**
	 * Properties of who depends on whom among the application's classes.
	 */
	public static class Graph {

		/**
		 * Whether the routes that a change affects are found out. Without that every
		 * change of code restarts the application.
		 */
		private boolean enabled = true;

		/**
		 * How many steps from class to class a route is followed, 0 for no limit.
		 */
		private int maxDepth;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getMaxDepth() {
			return this.maxDepth;
		}

		public void setMaxDepth(int maxDepth) {
			this.maxDepth = maxDepth;
		}

	}

}
