package dev.holdfast.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Opens clients, and remembers them.
 */
@Component
class DbClients {

	private final List<DbClient> all = new CopyOnWriteArrayList<>();

	DbClient open(String tenant) {
		DbClient client = new DbClient(tenant);
		this.all.add(client);
		return client;
	}

	Mono<DbClient> connect(String tenant) {
		return Mono.fromSupplier(() -> open(tenant));
	}

	List<DbClient> all() {
		return this.all;
	}

}
