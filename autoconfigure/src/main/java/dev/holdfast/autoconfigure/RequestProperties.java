package dev.holdfast.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of request state.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.request")
public class RequestProperties {

	/**
	 * How long closing one value may take at the end of a request, before it is given up.
	 */
	private Duration closeTimeout = Duration.ofSeconds(10);

	public Duration getCloseTimeout() {
		return this.closeTimeout;
	}

	public void setCloseTimeout(Duration closeTimeout) {
		this.closeTimeout = closeTimeout;
	}

}
