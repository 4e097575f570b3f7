/**
 * Who may see what is meant for the developer alone. Everything that shows details of the
 * application in development asks here first.
 */
@NullMarked
package dev.holdfast.access;

import org.jspecify.annotations.NullMarked;
