/**
 * What there is to see of a running application, for people and for programs.
 */
@NullMarked
package dev.holdfast.status;

import org.jspecify.annotations.NullMarked;
