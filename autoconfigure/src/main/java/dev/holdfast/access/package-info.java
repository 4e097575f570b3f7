/**
 * Who may see what is meant for the developer alone, and where a client may be sent.
 * Everything that shows details of the application in development, or answers in its
 * place with a redirect, asks here first.
 */
@NullMarked
package dev.holdfast.access;

import org.jspecify.annotations.NullMarked;
