/**
 * Holdfast: restarts that nobody notices, for Spring WebFlux applications in development.
 * <p>
 * Each package below is one problem area, and none knows another but
 * {@link dev.holdfast.restart}; only {@link dev.holdfast.autoconfigure} joins them:
 * <ul>
 * <li>{@code restart}: generations and their phases, what survives, DevTools</li>
 * <li>{@code state}: {@code RestartState}, values that outlive restarts</li>
 * <li>{@code session}: web sessions, which outlive restarts</li>
 * <li>{@code server}: the port that stays open, parked requests</li>
 * <li>{@code autoconfigure}: properties, conditions, beans, failure analyzers</li>
 * </ul>
 */
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
