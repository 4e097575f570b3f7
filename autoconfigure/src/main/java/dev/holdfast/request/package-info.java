/**
 * Request state: values that belong to the current request and are used through objects
 * that look like singletons, closed when the request is over; what else there is to know
 * of the current request; and how the current request is found.
 */
@NullMarked
package dev.holdfast.request;

import org.jspecify.annotations.NullMarked;
