package dev.holdfast.status;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The status as an endpoint of Actuator.
 *
 * @since 0.1.0
 */
@Endpoint(id = "holdfast")
public final class StatusActuatorEndpoint {

	private final Status status;

	/**
	 * Create an endpoint.
	 * @param status the status
	 */
	public StatusActuatorEndpoint(Status status) {
		this.status = status;
	}

	/**
	 * Return what is to be seen now.
	 * @return the status
	 */
	@ReadOperation
	public Map<String, Object> status() {
		return this.status.snapshot();
	}

}
