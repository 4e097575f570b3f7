package dev.holdfast.sample;

/**
 * So many of one thing. Add a component, compile: the cart is still there.
 *
 * @param name what it is
 * @param quantity how many
 * @param wrapping how they are wrapped
 */
record CartItem(String name, int quantity, Wrapping wrapping) {

	boolean isLike(CartItem other) {
		return this.name.equals(other.name) && this.wrapping == other.wrapping;
	}

	CartItem plus(CartItem other) {
		return new CartItem(this.name, this.quantity + other.quantity, this.wrapping);
	}

	enum Wrapping {

		PLAIN, GIFT

	}

}
