/**
 * Rate limiters, whose counts outlive restarts in development; and what applies them to
 * requests.
 */
@NullMarked
package dev.holdfast.ratelimit;

import org.jspecify.annotations.NullMarked;
