package dev.holdfast.request;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Hooks;

import dev.holdfast.autoconfigure.RequestStateAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code @Async} in an application that sets nothing, and in some that do.
 */
class AsyncPropagationTests {

	private final boolean before = Hooks.isAutomaticContextPropagationEnabled();

	private ConfigurableApplicationContext context;

	@AfterEach
	void close() {
		this.context.close();
		if (!this.before) {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void seesTheRequestWithoutAnySetting() throws Exception {
		start(Tasks.class);
		assertThat(Hooks.isAutomaticContextPropagationEnabled()).isTrue();
		assertThat(seen()).startsWith("acme on task-");
	}

	@Test
	void seesTheRequestInTheModeForVirtualThreads() throws Exception {
		start(Tasks.class, "--spring.threads.virtual.enabled=true");
		assertThat(seen()).startsWith("acme on task-");
	}

	@Test
	void seesNoRequestIfTheUserSaysSo() throws Exception {
		start(Tasks.class, "--spring.task.execution.propagate-context=false");
		assertThat(seen()).startsWith("none on task-");
	}

	@Test
	void seesNoRequestOnAnExecutorOfTheUser() throws Exception {
		start(OwnExecutor.class);
		assertThat(seen()).startsWith("none on pool-");
	}

	@Test
	void seesTheRequestOnAWrappedExecutorOfTheUser() throws Exception {
		start(WrappedExecutor.class);
		assertThat(seen()).startsWith("acme on pool-");
	}

	@Test
	void seesNoRequestOfAnEarlierTask() throws Exception {
		start(Tasks.class, "--spring.task.execution.pool.core-size=1");
		assertThat(seen()).isEqualTo("acme on task-1");
		Worker worker = this.context.getBean(Worker.class);
		assertThat(get(worker.look(new CountDownLatch(0)))).isEqualTo("none on task-1");
	}

	@Test
	void isRefusedWhenTheRequestIsOver() throws Exception {
		start(Tasks.class);
		CountDownLatch over = new CountDownLatch(1);
		Worker worker = this.context.getBean(Worker.class);
		Future<String> late = TestRequests.of(this.context).call(() -> worker.look(over));
		over.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(late))
			.withCauseInstanceOf(RequestEndedException.class);
	}

	private void start(Class<?> configuration, String... arguments) {
		Hooks.disableAutomaticContextPropagation();
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		application.setApplicationContextFactory((type) -> new AnnotationConfigReactiveWebApplicationContext());
		application.setBannerMode(Banner.Mode.OFF);
		this.context = application.run(arguments);
	}

	private String seen() throws Exception {
		Worker worker = this.context.getBean(Worker.class);
		RequestState<VisibilityLog.Tenant> tenant = this.context.getBean(Tasks.class).tenant;
		return TestRequests.of(this.context).call(() -> {
			tenant.set(() -> "acme");
			return get(worker.look(new CountDownLatch(0)));
		});
	}

	private static String get(Future<String> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@ImportAutoConfiguration({ HttpHandlerAutoConfiguration.class, ReactorAutoConfiguration.class,
			RequestStateAutoConfiguration.class, TaskExecutionAutoConfiguration.class, WebFluxAutoConfiguration.class })
	static class Tasks {

		private final RequestState<VisibilityLog.Tenant> tenant;

		Tasks(RequestStateFactory states) {
			this.tenant = states.define(VisibilityLog.Tenant.class);
		}

		@Bean
		Worker worker() {
			return new Worker(this.tenant.proxy());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Tasks.class)
	static class OwnExecutor {

		@Bean(destroyMethod = "shutdownNow")
		Executor taskExecutor() {
			return Executors.newCachedThreadPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Tasks.class)
	static class WrappedExecutor {

		@Bean(destroyMethod = "shutdownNow")
		Executor taskExecutor() {
			return RequestTasks.wrap(Executors.newCachedThreadPool());
		}

	}

	static class Worker {

		private final VisibilityLog.Tenant tenant;

		Worker(VisibilityLog.Tenant tenant) {
			this.tenant = tenant;
		}

		@Async
		CompletableFuture<String> look(CountDownLatch start) throws InterruptedException {
			assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
			return CompletableFuture.completedFuture(name() + " on " + Thread.currentThread().getName());
		}

		private String name() {
			try {
				return this.tenant.name();
			}
			catch (NoCurrentRequestException ex) {
				return "none";
			}
		}

	}

}
