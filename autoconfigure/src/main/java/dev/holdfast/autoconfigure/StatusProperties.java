package dev.holdfast.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the status of the application in development.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.status")
public class StatusProperties {

	/**
	 * Whether there is a page, and JSON, that says what is known of the application.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
