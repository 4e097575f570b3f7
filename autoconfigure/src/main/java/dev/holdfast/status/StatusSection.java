package dev.holdfast.status;

import java.util.function.Supplier;

/**
 * A part of the status.
 *
 * @param name the name of the part
 * @param content tells what is to be seen now: maps, lists, texts, numbers and booleans.
 * Must not block
 * @since 0.1.0
 */
public record StatusSection(String name, Supplier<? extends Object> content) {

}
