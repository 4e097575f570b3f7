package dev.holdfast.docs;

import java.util.Map;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.StateDefinition;

// tag::flush[]
@RestController
class StockController {

	private final RestartState state;

	private final StateCell<Map<String, Integer>> stock;

	StockController(RestartState state) {
		this.state = state;
		this.stock = state.define(StateDefinition.of("stock", new ParameterizedTypeReference<Map<String, Integer>>() {
		}, Map::of));
	}

	@PutMapping("/stock")
	Mono<Void> replace(@RequestBody Map<String, Integer> stock) {
		this.stock.set(Map.copyOf(stock));
		return this.state.flush();
	}

}
// end::flush[]
