package dev.holdfast.docs;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Service;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

// tag::objects[]
@Service
class RequestDetails {

	private final ServerHttpRequest request;

	private final Mono<WebSession> session;

	RequestDetails(ServerHttpRequest request, Mono<WebSession> session) {
		this.request = request;
		this.session = session;
	}

	Mono<String> describe() {
		return this.session.map((session) -> this.request.getURI() + " in session " + session.getId());
	}

}
// end::objects[]
