package dev.holdfast.docs;

import org.springframework.stereotype.Service;

import dev.holdfast.request.RequestInfo;

// tag::info[]
@Service
class Audit {

	private final RequestInfo request;

	Audit(RequestInfo request) {
		this.request = request;
	}

	String record(String action) {
		this.request.setHeader("Audit-Id", this.request.id());
		return "%s by %s %s".formatted(action, this.request.method(), this.request.path());
	}

}
// end::info[]
