package dev.holdfast.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the web sessions that survive restarts.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.session")
public class SessionProperties {

	/**
	 * Whether web sessions outlive restarts, if they are in the in-memory store of
	 * Spring.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
