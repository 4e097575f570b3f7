package dev.holdfast.docs;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.ParameterizedTypeReference;
import reactor.core.Disposable;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.StateChange;
import dev.holdfast.state.StateDefinition;

class Shop {

	private final List<String> log = new ArrayList<>();

	// tag::cart[]
	StateCell<List<Item>> defineCart(RestartState state) {
		return state.define(StateDefinition.of("cart", new ParameterizedTypeReference<List<Item>>() {
		}, List::of));
	}
	// end::cart[]

	// tag::migration[]
	StateCell<Price> definePrice(RestartState state) {
		return state.define(StateDefinition.of("price", Price.class, () -> new Price(0))
			.version(3)
			.migrate(1, (old) -> old.renamed("amount", "euros"))
			.migrate(2, (old) -> old.without("euros").with("cents", old.get("euros", Integer.class) * 100)));
	}
	// end::migration[]

	// tag::renamed[]
	StateCell<Status> defineStatus(RestartState state) {
		return state.define(StateDefinition.of("status", Status.class, () -> Status.OPEN)
			.renamed("com.example.OrderStatus", Status.class)
			.replaced("com.example.OrderStatus.NEW", Status.OPEN));
	}
	// end::renamed[]

	// tag::listener[]
	Disposable logChanges(StateCell<Status> status) {
		return status.onChange((oldValue, newValue) -> this.log.add(oldValue + " -> " + newValue));
	}
	// end::listener[]

	// tag::history[]
	String describeLast(RestartState state) {
		StateCell<Integer> stock = state.define(StateDefinition.of("stock", Integer.class, () -> 10).history(5));
		stock.update((count) -> count - 1);
		StateChange<Integer> last = stock.history().get(stock.history().size() - 1);
		return "%d since %s, by generation %d".formatted(last.value(), last.time(), last.generation());
	}
	// end::history[]

	List<String> log() {
		return this.log;
	}

	// tag::item[]
	record Item(String name, int quantity) {
	}
	// end::item[]

	record Price(int cents) {
	}

	enum Status {

		OPEN, CLOSED

	}

}
