package dev.holdfast.test.app;

import java.util.Optional;

/**
 * What an {@link Item} may become.
 *
 * @param name the name
 * @param price the price
 */
public record PricedItem(String name, Optional<Integer> price) {

}
