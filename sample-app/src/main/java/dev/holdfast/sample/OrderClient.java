package dev.holdfast.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Talks to another service on behalf of one user: there is one for each request, closed
 * when the request is over.
 */
class OrderClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OrderClient.class);

	private final String user;

	OrderClient(String user) {
		this.user = user;
	}

	String order(String item) {
		return this.user + " has ordered " + item;
	}

	@Override
	public void close() {
		logger.debug("Closed the client of " + this.user);
	}

}
