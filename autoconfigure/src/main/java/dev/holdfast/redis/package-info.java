/**
 * What is kept in Redis, where all nodes of an application share it: how it is reached,
 * and what happens while it is away.
 */
@NullMarked
package dev.holdfast.redis;

import org.jspecify.annotations.NullMarked;
