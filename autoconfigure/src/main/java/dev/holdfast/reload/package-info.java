/**
 * Sees what changes in the application's files, decides what that means, and does the
 * least that is right.
 */
@NullMarked
package dev.holdfast.reload;

import org.jspecify.annotations.NullMarked;
