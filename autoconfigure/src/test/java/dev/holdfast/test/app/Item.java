package dev.holdfast.test.app;

/**
 * An app type, once it is loaded by a restart class loader.
 *
 * @param name the name
 */
public record Item(String name) {

}
