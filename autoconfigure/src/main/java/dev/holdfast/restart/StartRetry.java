package dev.holdfast.restart;

/**
 * Decides when the application is worth to be started again after a start has failed.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StartRetry {

	/**
	 * Wait until it is. Called on the thread that restarts the application, which has
	 * nothing else to do meanwhile, so this may block.
	 * @param failure what the start failed with
	 * @return {@code true} to start again, {@code false} to leave things as they are
	 * @throws InterruptedException if the thread is interrupted, which is taken for
	 * {@code false}
	 */
	boolean await(Throwable failure) throws InterruptedException;

}
