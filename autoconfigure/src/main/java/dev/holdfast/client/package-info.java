/**
 * The browser's part in development: a stream of events that outlives restarts.
 */
@NullMarked
package dev.holdfast.client;

import org.jspecify.annotations.NullMarked;
