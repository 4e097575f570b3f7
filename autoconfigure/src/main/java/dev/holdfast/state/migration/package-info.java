/**
 * Carries values across restarts when the classes of the application, and so their own,
 * are loaded anew.
 */
@NullMarked
package dev.holdfast.state.migration;

import org.jspecify.annotations.NullMarked;
