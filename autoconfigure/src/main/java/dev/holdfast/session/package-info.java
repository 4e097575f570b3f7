/**
 * Web sessions that outlive restarts: Spring's in-memory store, whose sessions stay, and
 * whose attributes move to the classes of each generation one by one.
 */
@NullMarked
package dev.holdfast.session;

import org.jspecify.annotations.NullMarked;
