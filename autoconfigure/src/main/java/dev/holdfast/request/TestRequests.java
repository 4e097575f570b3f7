package dev.holdfast.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs code of a test inside a request, with a server or without, and with Spring or
 * without.
 *
 * <pre class="code">
 * TestRequests requests = TestRequests.create();
 * RequestState&lt;DbClient&gt; dbClient = requests.states().define(DbClient.class);
 * OrderService service = new OrderService(dbClient.proxy());
 *
 * &#64;Test
 * void ordersAreOfTheTenant() {
 *     this.requests.run(() -&gt; {
 *         this.dbClient.set(new FakeDbClient("acme"));
 *         assertThat(this.service.orders()).hasSize(3);
 *     });
 * }
 *
 * &#64;Test
 * void ordersAreStreamed() {
 *     StepVerifier.create(this.requests.flux(this.service::orderStream))
 *         .expectNextCount(3)
 *         .expectComplete()
 *         .verify(Duration.ofSeconds(5));
 * }
 * </pre>
 *
 * With {@code @SpringBootTest} it is {@code TestRequests.of(applicationContext)}, and
 * request states are those of the application. A request ends when the code returns, and
 * its values have been closed by then.
 * <p>
 * Each request has an exchange of its own, a {@code GET /}, if {@code spring-test} is on
 * the class path. Give it another by {@link #with(ServerWebExchange)}.
 * <p>
 * Thread-safe: immutable but for a counter.
 *
 * @since 0.1.0
 */
public final class TestRequests {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final boolean SPRING_TEST = ClassUtils
		.isPresent("org.springframework.mock.web.server.MockServerWebExchange", TestRequests.class.getClassLoader());

	private final RequestScopes scopes;

	private final @Nullable ServerWebExchange exchange;

	private final AtomicInteger requests = new AtomicInteger();

	private TestRequests(RequestScopes scopes, @Nullable ServerWebExchange exchange) {
		this.scopes = scopes;
		this.exchange = exchange;
	}

	/**
	 * Create requests that need no application.
	 * @return requests with no states yet
	 */
	public static TestRequests create() {
		RequestSettings settings = new RequestSettings(CLOSE_TIMEOUT);
		return new TestRequests(new RequestScopes(settings, ClassUtils.getDefaultClassLoader()), null);
	}

	/**
	 * Create requests of an application.
	 * @param application the application context
	 * @return requests with the states of the application
	 */
	public static TestRequests of(BeanFactory application) {
		Assert.notNull(application, "'application' must not be null");
		return new TestRequests(application.getBean(RequestScopes.class), null);
	}

	/**
	 * Return the same requests with a certain exchange.
	 * @param exchange the exchange, as of {@code MockServerWebExchange}
	 * @return requests that all have this exchange
	 */
	public TestRequests with(ServerWebExchange exchange) {
		Assert.notNull(exchange, "'exchange' must not be null");
		return new TestRequests(this.scopes, exchange);
	}

	/**
	 * Return what defines states for these requests.
	 * @return the factory of the states, always the same
	 */
	public RequestStateFactory states() {
		return this.scopes.states();
	}

	/**
	 * Run something in a request of its own.
	 * @param <E> the type of exceptions
	 * @param action what to run, on the calling thread
	 * @throws E from the action
	 */
	public <E extends Exception> void run(Action<E> action) throws E {
		Assert.notNull(action, "'action' must not be null");
		call(() -> {
			action.run();
			return true;
		});
	}

	/**
	 * Call something in a request of its own.
	 * @param <T> the type of the result
	 * @param <E> the type of exceptions
	 * @param task what to call, on the calling thread
	 * @return the result, for which the request is over already
	 * @throws E from the task
	 */
	public <T extends @Nullable Object, E extends Exception> T call(Task<T, E> task) throws E {
		Assert.notNull(task, "'task' must not be null");
		ActiveRequest before = this.scopes.current().getValue();
		ActiveRequest active = enter();
		try {
			return task.call();
		}
		finally {
			leave(active, before);
		}
	}

	/**
	 * Call a method for each subscription, in a request of its own that lasts as long as
	 * the {@code Mono} it returns. As in an application, code finds the request by
	 * {@code mono()} always, and by proxies with automatic context propagation only.
	 * @param <T> the type of the value
	 * @param method what is called and subscribed to
	 * @return a mono that completes when the values of the request have been closed
	 */
	public <T> Mono<T> mono(Supplier<? extends Mono<T>> method) {
		Assert.notNull(method, "'method' must not be null");
		return Mono.usingWhen(Mono.fromSupplier(this::begin),
				(active) -> Mono.defer(method).contextWrite((context) -> context.put(CurrentRequest.KEY, active)),
				this::ended);
	}

	/**
	 * Call a method for each subscription, in a request of its own that lasts as long as
	 * the {@code Flux} it returns. As in an application, code finds the request by
	 * {@code mono()} always, and by proxies with automatic context propagation only.
	 * @param <T> the type of the values
	 * @param method what is called and subscribed to
	 * @return a flux that completes when the values of the request have been closed
	 */
	public <T> Flux<T> flux(Supplier<? extends Flux<T>> method) {
		Assert.notNull(method, "'method' must not be null");
		return Flux.usingWhen(Mono.fromSupplier(this::begin),
				(active) -> Flux.defer(method).contextWrite((context) -> context.put(CurrentRequest.KEY, active)),
				this::ended);
	}

	private ActiveRequest enter() {
		ActiveRequest active = begin();
		this.scopes.current().setValue(active);
		return active;
	}

	private void leave(ActiveRequest active, @Nullable ActiveRequest before) {
		if (before != null) {
			this.scopes.current().setValue(before);
		}
		else {
			this.scopes.current().setValue();
		}
		end(active);
	}

	private ActiveRequest begin() {
		ActiveRequest active = this.scopes.begin("test-" + this.requests.incrementAndGet());
		if (this.exchange != null) {
			active.exchange(this.exchange);
		}
		else if (SPRING_TEST) {
			active.exchange(MockExchange.create());
		}
		return active;
	}

	private Mono<Void> ended(ActiveRequest active) {
		return Mono.defer(() -> {
			List<Closing> closings = active.release();
			return closings.isEmpty() ? Mono.empty() : this.scopes.closer().closed(active, closings);
		});
	}

	private void end(ActiveRequest active) {
		List<Closing> closings = active.release();
		if (closings.isEmpty()) {
			return;
		}
		try {
			this.scopes.closer().closed(active, closings).toFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the values of " + active + " were being closed", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The values of " + active + " could not be closed within " + LIMIT, ex);
		}
	}

	/**
	 * Something to run in a request.
	 *
	 * @param <E> the type of exceptions
	 */
	@FunctionalInterface
	public interface Action<E extends Exception> {

		/**
		 * Run it.
		 * @throws E if it fails
		 */
		void run() throws E;

	}

	/**
	 * Something to call in a request.
	 *
	 * @param <T> the type of the result
	 * @param <E> the type of exceptions
	 */
	@FunctionalInterface
	public interface Task<T extends @Nullable Object, E extends Exception> {

		/**
		 * Call it.
		 * @return the result
		 * @throws E if it fails
		 */
		T call() throws E;

	}

	/**
	 * The only one that knows {@code spring-test}.
	 */
	private static final class MockExchange {

		private MockExchange() {
		}

		static ServerWebExchange create() {
			return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		}

	}

}
