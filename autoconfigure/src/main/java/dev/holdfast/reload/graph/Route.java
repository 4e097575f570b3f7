package dev.holdfast.reload.graph;

/**
 * A route of the application.
 *
 * @param name the name that people know it by: HTTP method and pattern
 * @param handler what handles its requests; a route with several parts is several routes
 * of one name
 * @since 0.1.0
 */
public record Route(String name, Origin handler) {
}
