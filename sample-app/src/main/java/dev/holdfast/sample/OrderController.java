package dev.holdfast.sample;

import java.util.List;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Takes orders of whoever the header {@code X-User} names.
 */
@RestController
class OrderController {

	private final OrderService orders;

	OrderController(OrderService orders) {
		this.orders = orders;
	}

	@PostMapping("/orders/{items}")
	Mono<List<String>> order(@PathVariable List<String> items) {
		return this.orders.order(items);
	}

}
