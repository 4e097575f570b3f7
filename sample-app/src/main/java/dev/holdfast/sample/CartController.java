package dev.holdfast.sample;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.sample.CartItem.Wrapping;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;

/**
 * A cart of the application's own classes, whose objects are rebuilt with the new ones in
 * each restart.
 */
@RestController
class CartController {

	private final StateCell<Cart> cart;

	CartController(RestartState state) {
		this.cart = state.define("sample.cart", Cart.class, () -> new Cart(List.of()));
	}

	@GetMapping("/cart")
	Mono<Cart> cart() {
		return this.cart.getMono();
	}

	@PostMapping("/cart/{item}")
	Mono<Cart> add(@PathVariable String item, @RequestParam(defaultValue = "PLAIN") Wrapping wrapping) {
		CartItem added = new CartItem(item, 1, wrapping);
		return this.cart.updateMono((cart) -> cart.plus(added));
	}

}
