package dev.holdfast.sample;

import java.nio.file.Path;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources that some tests add to the sample application.
 */
final class ExtraSources {

	/**
	 * Where {@link #PEER} goes.
	 */
	static final String PEER_FILE = "dev/holdfast/sample/PeerController.java";

	/**
	 * Answers {@code GET /peer} with the version and the client's port, {@code GET /uri}
	 * with the address that the client has asked for.
	 */
	static final String PEER = """
			package dev.holdfast.sample;

			import org.springframework.http.server.reactive.ServerHttpRequest;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			class PeerController {

				private final VersionController versions;

				PeerController(VersionController versions) {
					this.versions = versions;
				}

				@GetMapping("/peer")
				String peer(ServerHttpRequest request) {
					return this.versions.version() + " " + request.getRemoteAddress().getPort();
				}

				@GetMapping("/uri")
				String uri(ServerHttpRequest request) {
					return request.getURI().toString();
				}

			}
			""";

	private static final String HELD = """
			package dev.holdfast.sample;

			import java.nio.charset.StandardCharsets;
			import java.nio.file.Files;
			import java.nio.file.Path;
			import java.time.Duration;

			import org.springframework.core.io.buffer.DataBuffer;
			import org.springframework.core.io.buffer.DefaultDataBufferFactory;
			import org.springframework.http.MediaType;
			import org.springframework.http.ResponseEntity;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.PostMapping;
			import org.springframework.web.bind.annotation.RequestBody;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Flux;
			import reactor.core.publisher.Mono;

			@RestController
			class HeldController {

				private static final Path FILE = Path.of("%s");

				private final VersionController versions;

				HeldController(VersionController versions) {
					this.versions = versions;
				}

				@GetMapping("/held")
				Mono<String> held() {
					return released().map((tick) -> this.versions.version());
				}

				@PostMapping("/held")
				Mono<String> held(@RequestBody String body) {
					return released().map((tick) -> this.versions.version() + " " + body);
				}

				@GetMapping("/halves")
				ResponseEntity<Flux<DataBuffer>> halves() {
					return ResponseEntity.ok()
						.contentType(MediaType.TEXT_PLAIN)
						.contentLength(12)
						.body(Flux.concat(part("first,"), released().flatMap((tick) -> part("second"))));
				}

				@GetMapping("/lines")
				ResponseEntity<Flux<DataBuffer>> lines() {
					return ResponseEntity.ok()
						.contentType(MediaType.APPLICATION_NDJSON)
						.body(Flux.interval(Duration.ZERO, Duration.ofMillis(50)).onBackpressureDrop()
							.concatMap((tick) -> part("{}\\n")));
				}

				private static Mono<Long> released() {
					return Flux.interval(Duration.ZERO, Duration.ofMillis(20)).onBackpressureDrop()
						.filter((tick) -> Files.exists(FILE)).next();
				}

				private static Mono<DataBuffer> part(String text) {
					return Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance
						.wrap(text.getBytes(StandardCharsets.UTF_8)));
				}

			}
			""";

	private ExtraSources() {
	}

	/**
	 * Add {@code /held}, which answers with the version once a file exists; and the
	 * endless {@code /lines}, and {@code /halves}, the second of which waits for the
	 * file.
	 * @param project the project
	 * @param file the file
	 */
	static void addHeld(SourceProject project, Path file) {
		project.write("dev/holdfast/sample/HeldController.java",
				HELD.formatted(file.toAbsolutePath().toString().replace("\\", "\\\\")));
	}

}
