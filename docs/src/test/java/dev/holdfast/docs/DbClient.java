package dev.holdfast.docs;

import reactor.core.publisher.Flux;

/**
 * What a request talks with to the database of its tenant.
 */
class DbClient implements AutoCloseable {

	private final String tenant;

	private volatile boolean open = true;

	DbClient(String tenant) {
		this.tenant = tenant;
	}

	Flux<String> query(String statement) {
		return Flux.just(this.tenant + ": " + statement);
	}

	boolean isOpen() {
		return this.open;
	}

	@Override
	public void close() {
		this.open = false;
	}

}
