package dev.holdfast.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of who may see details of the application in development.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.access")
public class AccessProperties {

	/**
	 * Whether clients on other machines may see what is meant for the developer, such as
	 * why a start failed. They have to ask for a host of the list of allowed hosts, too.
	 */
	private boolean allowRemote = false;

	/**
	 * Names or addresses of hosts that this machine is asked for in development, without
	 * ports. Names under localhost and loopback addresses need not be in the list.
	 */
	private Set<String> allowedHosts = new LinkedHashSet<>();

	public boolean isAllowRemote() {
		return this.allowRemote;
	}

	public void setAllowRemote(boolean allowRemote) {
		this.allowRemote = allowRemote;
	}

	public Set<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(Set<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

}
