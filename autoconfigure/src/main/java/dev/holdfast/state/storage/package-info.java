/**
 * State beyond the memory of one JVM: the form in which values are stored, the file that
 * keeps them from one JVM to the next, and what a storage that many JVMs share has to
 * offer.
 */
@NullMarked
package dev.holdfast.state.storage;

import org.jspecify.annotations.NullMarked;
