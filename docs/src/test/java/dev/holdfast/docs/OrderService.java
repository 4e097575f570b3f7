package dev.holdfast.docs;

import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

// tag::service[]
@Service
class OrderService {

	private final DbClient dbClient;

	OrderService(DbClient dbClient) {
		this.dbClient = dbClient;
	}

	Flux<String> orders() {
		return this.dbClient.query("select * from orders");
	}

}
// end::service[]
