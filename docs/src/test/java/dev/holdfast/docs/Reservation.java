package dev.holdfast.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.PreDestroy;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.RequestScope;

// tag::scope[]
@Component
@RequestScope
class Reservation {

	private final Warehouse warehouse;

	private final List<String> articles = new CopyOnWriteArrayList<>();

	Reservation(Warehouse warehouse) {
		this.warehouse = warehouse;
	}

	void add(String article) {
		this.articles.add(this.warehouse.take(article));
	}

	@PreDestroy
	void giveBack() {
		this.articles.forEach(this.warehouse::putBack);
	}

}
// end::scope[]
