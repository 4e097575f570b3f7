package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the server that survives restarts.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.server")
public class SurvivingServerProperties {

	/**
	 * Whether the port stays open while the application restarts.
	 */
	private boolean enabled = true;

	/**
	 * How long a request that arrives during a restart waits for the application to come
	 * back. After that it is answered with status 503.
	 */
	private Duration parkTimeout = Duration.ofSeconds(30);

	/**
	 * Number of requests that may wait for the application to come back. Others are
	 * answered with status 503.
	 */
	private int maxParked = 1000;

	/**
	 * How long a restart waits for the requests that the application is handling.
	 */
	private Duration drainTimeout = Duration.ofSeconds(1);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getParkTimeout() {
		return this.parkTimeout;
	}

	public void setParkTimeout(Duration parkTimeout) {
		this.parkTimeout = parkTimeout;
	}

	public int getMaxParked() {
		return this.maxParked;
	}

	public void setMaxParked(int maxParked) {
		this.maxParked = maxParked;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

}
