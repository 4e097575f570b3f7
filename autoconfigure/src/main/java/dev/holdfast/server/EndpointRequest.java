package dev.holdfast.server;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is told of a request.
 *
 * @param header finds the first header of a name
 * @param body what came with it if it changes something, and nothing otherwise
 * @since 0.1.0
 */
public record EndpointRequest(Function<String, @Nullable String> header, String body) {

}
