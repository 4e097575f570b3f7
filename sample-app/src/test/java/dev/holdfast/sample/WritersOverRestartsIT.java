package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several clients update the same state while the application restarts.
 * <p>
 * Each request has a number of its own. The state counts the updates and adds up the
 * numbers, and the clients do so with what is acknowledged. Both come to the same in the
 * end, so none of those was lost and nothing else was counted: one of each would make up
 * for each other in the count, but not in the sum. Some requests update later than a
 * restart waits for them, so that updates of retired generations are refused.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(600)
@Isolated
class WritersOverRestartsIT {

	private static final int WRITERS = 4;

	private static final int RESTARTS = 50;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String STALE = "State 'tally' was written by code that belongs to generation";

	private static final Pattern GIVEN_UP = Pattern.compile("was still running");

	private static final String TALLY_FILE = "dev/holdfast/sample/TallyController.java";

	private static final String TALLY = """
			package dev.holdfast.sample;

			import java.time.Duration;
			import java.util.List;
			import java.util.concurrent.locks.LockSupport;
			import java.util.stream.Collectors;
			import java.util.stream.Stream;

			import org.springframework.context.event.EventListener;
			import org.springframework.core.ParameterizedTypeReference;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.PathVariable;
			import org.springframework.web.bind.annotation.PostMapping;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Mono;

			import dev.holdfast.state.RestartState;
			import dev.holdfast.state.StateCell;
			import dev.holdfast.state.StateDefinition;
			import dev.holdfast.state.SurvivalReportEvent;

			@RestController
			class TallyController {

				private static final Duration UPDATE = Duration.ofMillis(5);

				private final StateCell<Tally> tally;

				private final StateCell<List<Long>> freezes;

				TallyController(RestartState state) {
					this.tally = state.define("tally", Tally.class, () -> new Tally(0, 0));
					this.freezes = state.define(
							StateDefinition.of("freezes", new ParameterizedTypeReference<List<Long>>() {
							}, List::of));
				}

				@GetMapping("/tally")
				String tally() {
					return this.tally.get().count() + " " + this.tally.get().sum();
				}

				@PostMapping("/tally/{number}")
				Mono<Void> add(@PathVariable long number) {
					Duration before = Duration.ofMillis((number % 3 == 0) ? 200 : 0);
					return Mono.delay(before).doOnNext((tick) -> this.tally.update((tally) -> tally.plus(number))).then();
				}

				@GetMapping("/freezes")
				String freezes() {
					return this.freezes.get().stream().map(String::valueOf).collect(Collectors.joining(" "));
				}

				@EventListener
				void restarted(SurvivalReportEvent event) {
					long micros = event.getReport().longestWait().toNanos() / 1000;
					this.freezes.update((freezes) -> Stream.concat(freezes.stream(), Stream.of(micros)).toList());
				}

				record Tally(int count, long sum) {

					Tally plus(long number) {
						LockSupport.parkNanos(UPDATE.toNanos());
						return new Tally(this.count + 1, this.sum + number);
					}

				}

			}
			""";

	@TempDir
	private Path directory;

	private volatile boolean stopped;

	@Test
	void countsWhatIsAcknowledgedAndNothingElse() throws Exception {
		SourceProject project = SourceProject.copyTo(this.directory).write(TALLY_FILE, TALLY);
		project.compile();
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		try (ForkedApplication application = ForkedApplication.of(project)
			.property("holdfast.server.drain-timeout", "20ms")
			// Refusals are what this is about, and restarts never end long enough for it
			.property("holdfast.retry.enabled", "false")
			.start(); RawHttp http = RawHttp.newConnections(application.port())) {
			long begun = System.nanoTime();
			List<Future<Tally>> tallies = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				int writer = i;
				tallies.add(writers.submit(() -> write(application.port(), writer)));
			}
			for (int restart = 1; restart <= RESTARTS; restart++) {
				application.restart("restart " + restart);
			}
			this.stopped = true;
			Tally tally = sum(tallies);
			long[] freezes = freezes(http);
			System.out.printf("%d restarts with %d writers: %s, longest freeze %d µs (median %d µs), in %d ms%n",
					RESTARTS, WRITERS, tally, freezes[freezes.length - 1], freezes[freezes.length / 2],
					(System.nanoTime() - begun) / 1_000_000);
			assertThat(http.get("/tally").text()).as(tally::toString).isEqualTo(tally.count + " " + tally.sum);
			assertThat(tally.stale).as(tally::toString).isPositive();
			assertThat(application.countLog(GIVEN_UP)).isZero();
			application.jvm().awaitRestartClassLoaders(2);
		}
		finally {
			this.stopped = true;
			writers.shutdown();
		}
	}

	private Tally write(int port, int writer) {
		Tally tally = new Tally();
		try (RawHttp http = RawHttp.keepAlive(port)) {
			// What is refused is repeated as a new request, with another number
			for (long number = writer; !this.stopped; number += WRITERS) {
				long begun = System.nanoTime();
				tally.answered(number, http.post("/tally/" + number), System.nanoTime() - begun);
			}
		}
		return tally;
	}

	private static Tally sum(List<Future<Tally>> tallies) throws Exception {
		Tally sum = new Tally();
		for (Future<Tally> tally : tallies) {
			sum.add(tally.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
		}
		return sum;
	}

	private static long[] freezes(RawHttp http) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(
					() -> assertThat(http.get("/freezes").text().split(" ")).hasSizeGreaterThanOrEqualTo(RESTARTS));
		return Arrays.stream(http.get("/freezes").text().split(" ")).mapToLong(Long::parseLong).sorted().toArray();
	}

	/**
	 * What the clients know. For use by one thread.
	 */
	private static final class Tally {

		private int count;

		private long sum;

		private int redirected;

		private int failed;

		private int stale;

		private long longest;

		void answered(long number, RawResponse response, long nanos) {
			switch (response.status()) {
				case 200 -> {
					this.count++;
					this.sum += number;
				}
				case 307 -> this.redirected++;
				case 500 -> {
					this.failed++;
					this.stale += response.text().contains(STALE) ? 1 : 0;
				}
				default -> throw new AssertionError("POST /tally/" + number + " is answered " + response);
			}
			this.longest = Math.max(this.longest, nanos);
		}

		void add(Tally other) {
			this.count += other.count;
			this.sum += other.sum;
			this.redirected += other.redirected;
			this.failed += other.failed;
			this.stale += other.stale;
			this.longest = Math.max(this.longest, other.longest);
		}

		@Override
		public String toString() {
			return "%d acknowledged, %d redirected, %d failed (%d as stale), longest request %d ms".formatted(
					this.count, this.redirected, this.failed, this.stale, TimeUnit.NANOSECONDS.toMillis(this.longest));
		}

	}

}
