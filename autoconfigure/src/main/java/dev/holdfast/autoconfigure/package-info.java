/**
 * Joins the features: properties, conditions, beans and failure analyzers. Nobody imports
 * this package.
 */
@NullMarked
package dev.holdfast.autoconfigure;

import org.jspecify.annotations.NullMarked;
