package dev.holdfast.access;

/**
 * Whether somebody may see details, and why not.
 *
 * @since 0.1.0
 */
public enum AccessVerdict {

	/**
	 * It is the developer.
	 */
	ALLOWED,

	/**
	 * A header cannot be understood, is missing or is there twice.
	 */
	MALFORMED,

	/**
	 * The request comes from another machine, or a proxy says that it does.
	 */
	REMOTE,

	/**
	 * The request is for a host that is not in the list, which is what a page does whose
	 * name has been pointed to this machine.
	 */
	FOREIGN_HOST,

	/**
	 * A page of another origin has sent the request.
	 */
	FOREIGN_ORIGIN,

	/**
	 * The browser says that a page of another site has caused the request.
	 */
	CROSS_SITE,

	/**
	 * The request changes something, but its body is not declared to be JSON, which is
	 * what a form of another page cannot do.
	 */
	NOT_JSON,

	/**
	 * The request changes something, and does not name the token of this JVM.
	 */
	NO_TOKEN;

	/**
	 * Return whether details may be shown.
	 * @return whether the request is let in
	 */
	public boolean isAllowed() {
		return this == ALLOWED;
	}

}
