package dev.holdfast.request;

/**
 * Makes a request the current one of a thread for good, which no application can do.
 */
public final class RequestOnThread {

	private RequestOnThread() {
	}

	/**
	 * Begin a request on the calling thread.
	 * @param scopes the requests it is one of
	 */
	public static void begin(RequestScopes scopes) {
		scopes.current().setValue(scopes.begin("benchmark"));
	}

}
