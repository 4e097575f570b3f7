package dev.holdfast.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what browsers are told in development.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.client")
public class ClientProperties {

	/**
	 * Whether browsers are told of restarts.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
