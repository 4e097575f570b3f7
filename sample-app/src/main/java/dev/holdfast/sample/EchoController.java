package dev.holdfast.sample;

import java.util.Objects;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * Sends back what it receives, piece by piece.
 */
@RestController
class EchoController {

	@PostMapping("/echo")
	ResponseEntity<Flux<DataBuffer>> echo(ServerHttpRequest request) {
		MediaType type = request.getHeaders().getContentType();
		return ResponseEntity.ok()
			.contentType(Objects.requireNonNullElse(type, MediaType.APPLICATION_OCTET_STREAM))
			.body(request.getBody());
	}

}
