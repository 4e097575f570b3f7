package dev.holdfast.request;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestTasks}.
 */
class RequestTasksTests {

	private final TestRequests requests = TestRequests.create();

	private final RequestState<StringBuilder> state = this.requests.states()
		.define(RequestStateDefinition.of(StringBuilder.class).withoutProxy());

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void takesTheRequestToAnExecutor() {
		Executor wrapped = RequestTasks.wrap((Executor) this.executor);
		assertThat(inRequest("a", () -> get(CompletableFuture.supplyAsync(this::value, wrapped)))).isEqualTo("a");
	}

	@Test
	void takesTheRequestFromStageToStage() {
		Executor wrapped = RequestTasks.wrap((Executor) this.executor);
		assertThat(inRequest("a",
				() -> get(CompletableFuture.supplyAsync(this::value, wrapped)
					.thenApplyAsync((first) -> first + value(), wrapped)
					.thenCombineAsync(CompletableFuture.supplyAsync(this::value, wrapped), String::concat, wrapped))))
			.isEqualTo("aaa");
	}

	@Test
	void plainExecutorsDoNotKnowTheRequest() {
		assertThat(inRequest("a", () -> get(CompletableFuture.supplyAsync(this::value, this.executor))))
			.isEqualTo("none");
	}

	@Test
	void takesTheRequestToAnExecutorService() {
		ExecutorService wrapped = RequestTasks.wrap(this.executor);
		AtomicReference<String> seen = new AtomicReference<>();
		assertThat(inRequest("a", () -> {
			get(wrapped.submit(() -> seen.set(value())));
			List<Future<String>> all = wrapped.invokeAll(List.of(this::value, this::value));
			return seen.get() + get(wrapped.submit(this::value)) + get(all.get(0)) + get(all.get(1))
					+ wrapped.invokeAny(List.of(this::value));
		})).isEqualTo("aaaaa");
	}

	@Test
	void servesRequestsOneAfterAnother() {
		ExecutorService wrapped = RequestTasks.wrap(this.executor);
		assertThat(inRequest("a", () -> get(wrapped.submit(this::value)))).isEqualTo("a");
		assertThat(inRequest("b", () -> get(wrapped.submit(this::value)))).isEqualTo("b");
		assertThat(get(wrapped.submit(this::value))).isEqualTo("none");
		assertThat(get(this.executor.submit(this::value))).isEqualTo("none");
	}

	@Test
	void takesTheRequestAlongWithATask() throws Exception {
		AtomicReference<String> seen = new AtomicReference<>();
		inRequest("a", () -> {
			onThread(RequestTasks.runnable(() -> seen.set(value())));
			return "";
		});
		assertThat(seen).hasValue("a");
		assertThat(inRequest("b", () -> get(this.executor.submit(RequestTasks.callable(this::value))))).isEqualTo("b");
		assertThat(inRequest("c",
				() -> get(CompletableFuture.supplyAsync(RequestTasks.supplier(this::value), this.executor))))
			.isEqualTo("c");
	}

	@Test
	void plainThreadsDoNotKnowTheRequest() {
		AtomicReference<String> seen = new AtomicReference<>();
		inRequest("a", () -> {
			onThread(() -> seen.set(value()));
			return "";
		});
		assertThat(seen).hasValue("none");
	}

	@Test
	void leavesTheThreadAsItWas() {
		Runnable outside = RequestTasks.runnable(() -> assertThat(value()).isEqualTo("none"));
		assertThat(inRequest("a", () -> {
			Callable<String> inner = () -> inRequest("b", () -> RequestTasks.callable(this::value)).call();
			outside.run();
			String ended = inner.call();
			return ended + value();
		})).isEqualTo("over" + "a");
	}

	@Test
	void takesNoRequestToATaskOfSomebodyElse() {
		Callable<String> outside = RequestTasks.callable(this::value);
		assertThat(inRequest("a", outside::call)).isEqualTo("none");
	}

	// One who waits for a task in a fork-join pool runs others in the meantime
	@Test
	void doesNotMixRequestsWherePoolsHelpEachOther() throws Exception {
		ForkJoinPool pool = new ForkJoinPool(1);
		try {
			Executor wrapped = RequestTasks.wrap((Executor) pool);
			AtomicReference<CompletableFuture<String>> other = new AtomicReference<>();
			CountDownLatch queued = new CountDownLatch(1);
			CompletableFuture<String> first = inRequest("a", () -> CompletableFuture.supplyAsync(() -> {
				await(queued);
				return other.get().join();
			}, wrapped));
			other.set(CompletableFuture.supplyAsync(this::value, wrapped));
			queued.countDown();
			assertThat(get(first)).isEqualTo("none");
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	void refusesValuesToTasksThatOutliveTheirRequest() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		Future<StringBuilder> late = this.requests.call(() -> {
			this.state.set(new StringBuilder("a"));
			return this.executor.submit(RequestTasks.callable(() -> {
				await(over);
				return this.state.get();
			}));
		});
		over.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> late.get(10, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(RequestEndedException.class)
			.withMessageContaining("'stringBuilder' belongs to request test-1, which is over");
	}

	private String value() {
		try {
			Optional<StringBuilder> present = this.state.find();
			return present.isPresent() ? this.state.get().toString() : absent();
		}
		catch (RequestEndedException ex) {
			return "over";
		}
	}

	private String absent() {
		try {
			return this.state.get().toString();
		}
		catch (NoCurrentRequestException ex) {
			return "none";
		}
	}

	private <T> T inRequest(String value, Callable<T> task) {
		try {
			return this.requests.call(() -> {
				this.state.set(new StringBuilder(value));
				return task.call();
			});
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void onThread(Runnable task) throws InterruptedException {
		Thread thread = new Thread(task);
		thread.start();
		thread.join(10_000);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
