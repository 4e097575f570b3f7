package dev.holdfast.sample;

import java.util.List;

import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Uses a client as if there were only one, on any thread. It knows nothing of requests.
 */
@Service
class OrderService {

	private final OrderClient client;

	OrderService(OrderClient client) {
		this.client = client;
	}

	Mono<List<String>> order(List<String> items) {
		return Flux.fromIterable(items)
			.flatMapSequential(
					(item) -> Mono.fromCallable(() -> this.client.order(item)).subscribeOn(Schedulers.boundedElastic()))
			.collectList();
	}

}
