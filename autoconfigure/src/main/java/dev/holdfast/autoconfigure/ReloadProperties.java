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

}
