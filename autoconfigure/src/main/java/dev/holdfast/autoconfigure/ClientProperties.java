package dev.holdfast.autoconfigure;

import java.util.ArrayList;
import java.util.List;

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

	/**
	 * Whether HTML pages get the script that listens to what browsers are told.
	 */
	private boolean inject = true;

	/**
	 * Patterns of paths whose pages do not get the script.
	 */
	private List<String> injectExclude = new ArrayList<>();

	/**
	 * Whether pages are reloaded, or their style sheets and images replaced.
	 */
	private boolean reload = true;

	/**
	 * Whether pages show why a start failed.
	 */
	private boolean overlay = true;

	/**
	 * Whether browsers notify the user of a failed start, if the page has permission.
	 */
	private boolean notifications = false;

	/**
	 * Whether browsers log all events on their console.
	 */
	private boolean console = false;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isInject() {
		return this.inject;
	}

	public void setInject(boolean inject) {
		this.inject = inject;
	}

	public List<String> getInjectExclude() {
		return this.injectExclude;
	}

	public void setInjectExclude(List<String> injectExclude) {
		this.injectExclude = injectExclude;
	}

	public boolean isReload() {
		return this.reload;
	}

	public void setReload(boolean reload) {
		this.reload = reload;
	}

	public boolean isOverlay() {
		return this.overlay;
	}

	public void setOverlay(boolean overlay) {
		this.overlay = overlay;
	}

	public boolean isNotifications() {
		return this.notifications;
	}

	public void setNotifications(boolean notifications) {
		this.notifications = notifications;
	}

	public boolean isConsole() {
		return this.console;
	}

	public void setConsole(boolean console) {
		this.console = console;
	}

}
