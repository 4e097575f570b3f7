/**
 * The graph to move: what an application might keep. Loaded anew by each restart class
 * loader, so nothing outside this package refers to its classes. They are public because
 * Fory looks for others in the wrong loader.
 */
@NullMarked
package dev.holdfast.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
