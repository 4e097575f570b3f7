package dev.holdfast.request;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.request.VisibilityLog.Of;

/**
 * What runs on other threads.
 */
@RestController
class VisibilityTasks {

	private static final Duration TICK = Duration.ofMillis(1);

	private final VisibilityLog log;

	private final Background background;

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	VisibilityTasks(VisibilityLog log, Background background) {
		this.log = log;
		this.background = background;
	}

	@Bean(destroyMethod = "shutdownNow")
	ExecutorService ownExecutor() {
		return this.executor;
	}

	@GetMapping("/scheduler/{name}")
	Mono<String> scheduler(@PathVariable String name, ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		Scheduler scheduler = scheduler(name);
		return Mono.fromSupplier(() -> of.at("subscribeOn " + name, "ok"))
			.subscribeOn(scheduler)
			.delayElement(TICK)
			.publishOn(scheduler)
			.flatMap((value) -> of.both("publishOn " + name, value));
	}

	private Scheduler scheduler(String name) {
		return switch (name) {
			case "parallel" -> Schedulers.parallel();
			case "boundedElastic" -> Schedulers.boundedElastic();
			case "single" -> Schedulers.single();
			case "immediate" -> Schedulers.immediate();
			case "fromExecutor" -> Schedulers.fromExecutor(this.executor);
			case "fromExecutorService" -> Schedulers.fromExecutorService(this.executor);
			default -> Schedulers.fromExecutor(virtualThreads());
		};
	}

	static Executor virtualThreads() {
		try {
			return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@GetMapping("/blocking")
	String blocking(ServerWebExchange exchange) {
		return this.log.of(exchange).at("blocking controller", "ok");
	}

	@Bean
	WebFluxConfigurer blockingControllers() {
		return new WebFluxConfigurer() {

			@Override
			public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
				configurer.setExecutor(new SimpleAsyncTaskExecutor("blocking-"));
				configurer.setControllerMethodPredicate((method) -> method.getMethod().getName().equals("blocking"));
			}

		};
	}

	@GetMapping("/async")
	Mono<String> async(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Mono.fromFuture(() -> this.background.run(of)).flatMap((value) -> of.both("what follows @Async", value));
	}

	@GetMapping("/future")
	Mono<String> future(ServerWebExchange exchange) {
		return future(exchange, "CompletableFuture", this.executor);
	}

	@GetMapping("/future/wrapped")
	Mono<String> wrappedFuture(ServerWebExchange exchange) {
		return future(exchange, "CompletableFuture with RequestTasks", RequestTasks.wrap((Executor) this.executor));
	}

	private Mono<String> future(ServerWebExchange exchange, String place, Executor executor) {
		Of of = this.log.of(exchange);
		Supplier<String> work = () -> of.at(place, "ok");
		return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, executor))
			.flatMap((value) -> of.both("what follows a " + place, value));
	}

	@GetMapping("/thread")
	Mono<String> thread(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Mono.<String>create((sink) -> new Thread(() -> sink.success(of.at("thread", "ok"))).start())
			.flatMap((value) -> of.both("what follows a thread", value));
	}

	@GetMapping("/thread/wrapped")
	Mono<String> wrappedThread(ServerWebExchange exchange) {
		Of of = this.log.of(exchange);
		return Mono.create(
				(sink) -> new Thread(RequestTasks.runnable(() -> sink.success(of.at("thread with RequestTasks", "ok"))))
					.start());
	}

	/**
	 * What Spring runs on threads of its own.
	 */
	static class Background {

		private final VisibilityLog log;

		Background(VisibilityLog log) {
			this.log = log;
		}

		@Async
		CompletableFuture<String> run(Of of) {
			return CompletableFuture.completedFuture(of.at("@Async", "ok"));
		}

		@Scheduled(fixedDelay = 100)
		void tick() {
			this.log.of("scheduled").at("@Scheduled");
			this.log.of("scheduled").byMono("@Scheduled").subscribe();
		}

	}

}
