package dev.holdfast.sample;

import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody is going to buy.
 *
 * @param items the items, no two of which are alike
 */
record Cart(List<CartItem> items) {

	Cart plus(CartItem item) {
		Stream<CartItem> others = this.items.stream().filter((other) -> !other.isLike(item));
		CartItem sum = this.items.stream().filter(item::isLike).reduce(item, CartItem::plus);
		return new Cart(Stream.concat(others, Stream.of(sum)).toList());
	}

}
