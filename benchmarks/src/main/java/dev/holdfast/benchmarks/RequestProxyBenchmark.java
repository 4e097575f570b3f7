package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.holdfast.benchmarks.request.Counter;
import dev.holdfast.benchmarks.request.CounterProxy;
import dev.holdfast.benchmarks.request.CounterSlots;
import dev.holdfast.request.RequestOnThread;
import dev.holdfast.request.RequestScopes;
import dev.holdfast.request.RequestSettings;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateDefinition;

/**
 * What a call through a proxy costs, next to the least that it can cost and to the proxy
 * of Spring MVC.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestProxyBenchmark {

	private final Counter counter = new Counter();

	private final CounterSlots slots = new CounterSlots();

	private final Counter handWritten = new CounterProxy(this.slots, 2);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofSeconds(1)), null);

	private final RequestState<Counter> state = this.scopes.states()
		.define(RequestStateDefinition.of(Counter.class).createdBy(Counter::new));

	private final Counter holdfast = this.state.proxy();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private Counter spring = this.counter;

	/**
	 * Begin a request on the thread of the benchmark.
	 */
	@Setup
	public void begin() {
		this.slots.begin(new Counter(), new Counter(), new Counter(), new Counter());
		RequestOnThread.begin(this.scopes);
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		this.context.getBeanFactory()
			.registerScope("request", new org.springframework.web.context.request.RequestScope());
		this.context.register(Beans.class);
		this.context.refresh();
		this.spring = this.context.getBean(Counter.class);
	}

	/**
	 * Call the object itself.
	 * @return the result
	 */
	@Benchmark
	public int direct() {
		return this.counter.inc(1);
	}

	/**
	 * Read a slot and call what is in it.
	 * @return the result
	 */
	@Benchmark
	public int slotRead() {
		return this.slots.get(2).inc(1);
	}

	/**
	 * Call a proxy that is written by hand.
	 * @return the result
	 */
	@Benchmark
	public int handWrittenProxy() {
		return this.handWritten.inc(1);
	}

	/**
	 * Call Holdfast's proxy.
	 * @return the result
	 */
	@Benchmark
	public int holdfastProxy() {
		return this.holdfast.inc(1);
	}

	/**
	 * Ask the state and call the value.
	 * @return the result
	 */
	@Benchmark
	public int holdfastGet() {
		return this.state.get().inc(1);
	}

	/**
	 * Call the scoped proxy of a bean of Spring MVC.
	 * @return the result
	 */
	@Benchmark
	public int springProxy() {
		return this.spring.inc(1);
	}

	/**
	 * The bean as users of Spring MVC have it.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class Beans {

		@Bean
		@RequestScope
		Counter counter() {
			return new Counter();
		}

	}

}
