/**
 * Retry: recognises requests that failed because the application restarted under them,
 * holds them until it is stable again, and sends their clients to it.
 */
@NullMarked
package dev.holdfast.retry;

import org.jspecify.annotations.NullMarked;
