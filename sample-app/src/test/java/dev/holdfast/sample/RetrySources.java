package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources for the tests of the retry filter.
 */
final class RetrySources {

	private static final String WORK = """
			package dev.holdfast.sample;

			import java.nio.charset.StandardCharsets;
			import java.time.Duration;

			import org.springframework.context.ConfigurableApplicationContext;
			import org.springframework.core.io.buffer.DataBuffer;
			import org.springframework.core.io.buffer.DefaultDataBufferFactory;
			import org.springframework.http.MediaType;
			import org.springframework.http.ResponseEntity;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.PostMapping;
			import org.springframework.web.bind.annotation.RequestMapping;
			import org.springframework.web.bind.annotation.RequestParam;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Flux;
			import reactor.core.publisher.Mono;

			import dev.holdfast.restart.Generations;

			@RestController
			class WorkController {

				private final ConfigurableApplicationContext context;

				private final boolean first;

				WorkController(ConfigurableApplicationContext context, Generations generations) {
					this.context = context;
					this.first = generations.current().number() == 1;
				}

				@GetMapping("/work")
				Mono<String> get(@RequestParam long ms, @RequestParam(defaultValue = "false") boolean spoilt) {
					return later(ms, spoilt, VersionController.class).map(VersionController::version);
				}

				@PostMapping("/work")
				Mono<String> post(@RequestParam long ms, @RequestParam(defaultValue = "false") boolean spoilt) {
					return later(ms, spoilt, CounterController.class).flatMap(CounterController::increment);
				}

				private <T> Mono<T> later(long ms, boolean spoilt, Class<T> bean) {
					return Flux.interval(Duration.ofMillis(ms), Duration.ofMillis(20))
						.onBackpressureDrop()
						.filter((tick) -> !(spoilt && this.first && this.context.isActive()))
						.next()
						.map((tick) -> this.context.getBean(bean))
						.doOnSubscribe((subscription) -> System.out.println("The work has begun"))
						.doOnError((error) -> System.out.println("The work has failed: " + error));
				}

				@RequestMapping("/stale")
				String stale() {
					throw new IllegalStateException("wrapped", new ClassNotFoundException(
							"dev.holdfast.sample.VersionController"));
				}

				@GetMapping("/stale-class")
				String staleClass() {
					throw new NoClassDefFoundError("dev/holdfast/sample/VersionController");
				}

				@GetMapping("/stale-mono")
				Mono<String> staleMono() {
					return Mono.error(new IllegalStateException("wrapped", new ClassNotFoundException(
							"dev.holdfast.sample.VersionController")));
				}

				@GetMapping("/genuine")
				String genuine() {
					throw new IllegalStateException("genuine");
				}

				@GetMapping("/stream")
				ResponseEntity<Flux<DataBuffer>> stream() {
					return ResponseEntity.ok()
						.contentType(MediaType.APPLICATION_NDJSON)
						.body(Flux.interval(Duration.ZERO, Duration.ofMillis(50)).onBackpressureDrop()
							.map((tick) -> part("{}\\n")));
				}

				@GetMapping("/parts")
				ResponseEntity<Flux<DataBuffer>> parts() {
					return parts(ResponseEntity.ok());
				}

				@GetMapping("/known-length")
				ResponseEntity<Flux<DataBuffer>> knownLength() {
					return parts(ResponseEntity.ok().contentLength(10));
				}

				private ResponseEntity<Flux<DataBuffer>> parts(ResponseEntity.BodyBuilder answer) {
					return answer.contentType(MediaType.TEXT_PLAIN)
						.body(Flux.concat(Mono.just(part("first")),
								later(0, true, VersionController.class).map((bean) -> part("after"))));
				}

				private static DataBuffer part(String text) {
					return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
				}

			}
			""";

	private static final String HANDLER = """
			package dev.holdfast.sample;

			import org.springframework.http.HttpStatus;
			import org.springframework.web.bind.annotation.ExceptionHandler;
			import org.springframework.web.bind.annotation.ResponseStatus;
			import org.springframework.web.bind.annotation.RestControllerAdvice;

			@RestControllerAdvice
			class AnyErrorHandler {

				@ExceptionHandler(Exception.class)
				@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
				String handle(Exception error) {
					return "handled " + error.getClass().getSimpleName();
				}

			}
			""";

	private RetrySources() {
	}

	/**
	 * Add {@code /work}, which takes some time and then needs a bean: {@code GET} answers
	 * the version, {@code POST} counts. If it is to be spoilt, the first generation is
	 * too late for that, and the log says "The work has failed"; likewise the second part
	 * of {@code /parts} and {@code /known-length}. Also {@code /stale},
	 * {@code /stale-mono} and {@code /stale-class}, which always fail as if they were
	 * stale, {@code /genuine}, which fails, and the endless {@code /stream}.
	 * @param project the project
	 */
	static void addWork(SourceProject project) {
		project.write("dev/holdfast/sample/WorkController.java", WORK);
	}

	/**
	 * Add an exception handler that makes status 500 and a text of any exception.
	 * @param project the project
	 */
	static void addExceptionHandler(SourceProject project) {
		project.write("dev/holdfast/sample/AnyErrorHandler.java", HANDLER);
	}

}
