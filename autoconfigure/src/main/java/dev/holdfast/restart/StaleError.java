package dev.holdfast.restart;

/**
 * Marks exceptions that say themselves that code of a retired generation ran: a stale
 * error. What failed with one is worth to be tried again by the code that runs now.
 *
 * @since 0.1.0
 */
public interface StaleError {

}
