package dev.holdfast.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of Holdfast as a whole.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast")
public class HoldfastProperties {

	/**
	 * Whether restarts are made unnoticeable in development. Has no effect in production.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
