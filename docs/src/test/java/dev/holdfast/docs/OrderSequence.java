package dev.holdfast.docs;

import java.util.concurrent.atomic.AtomicLong;

import dev.holdfast.state.RestartState;

class OrderSequence {

	// tag::other-state[]
	AtomicLong defineSequence(RestartState state) {
		return state.define("orders.sequence", AtomicLong.class, () -> {
			int first = state.define("orders.first", Integer.class, () -> 1000).get();
			return new AtomicLong(first);
		}).get();
	}
	// end::other-state[]

	// tag::by-key[]
	void adjust(RestartState state) {
		int first = state.get("orders.first", Integer.class);
		state.set("orders.first", first + 1000);
	}
	// end::by-key[]

}
