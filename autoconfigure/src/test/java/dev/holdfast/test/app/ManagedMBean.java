package dev.holdfast.test.app;

/**
 * What {@link Managed} shows.
 */
public interface ManagedMBean {

	/**
	 * Return a number.
	 * @return the number
	 */
	int getNumber();

}
