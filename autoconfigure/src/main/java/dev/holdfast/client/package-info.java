/**
 * The browser's part in development: a stream of events that outlives restarts, and the
 * tag in pages that listens to it.
 */
@NullMarked
package dev.holdfast.client;

import org.jspecify.annotations.NullMarked;
