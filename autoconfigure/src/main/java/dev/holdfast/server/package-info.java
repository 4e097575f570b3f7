/**
 * The server that survives restarts: its port stays open and its connections stay up
 * while the generations behind it change. The only package that knows Reactor Netty.
 */
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
