package dev.holdfast.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ActiveRequest}.
 */
class ActiveRequestTests {

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(Duration.ofSeconds(10)), null);

	private final ActiveRequest request = new ActiveRequest(this.scopes, "1", 2);

	@Test
	void isEmptyAtFirst() {
		assertThat(this.request.peek(0)).isNull();
		assertThat(this.request.peek(17)).isNull();
		assertThat(this.request.remove(0)).isNull();
	}

	@Test
	void hasSlotsForWhatIsDefinedLater() {
		this.request.set(0, "first", "a", null);
		this.request.set(17, "late", "b", null);
		assertThat(this.request.peek(0)).isEqualTo("a");
		assertThat(this.request.peek(17)).isEqualTo("b");
	}

	@Test
	void createsOnce() {
		AtomicInteger created = new AtomicInteger();
		assertThat(this.request.getOrCreate(0, "value", created::incrementAndGet, null)).isEqualTo(1);
		assertThat(this.request.getOrCreate(0, "value", created::incrementAndGet, null)).isEqualTo(1);
	}

	@RepeatedTest(20)
	void createsOnceForAllThreads() throws Exception {
		AtomicInteger created = new AtomicInteger();
		List<Object> seen = Race.run(8, () -> this.request.getOrCreate(0, "value", created::incrementAndGet, null));
		assertThat(seen).hasSize(8).containsOnly(1);
		assertThat(created).hasValue(1);
	}

	@Test
	void doesNotHoldUpOtherInitializers() throws Exception {
		CountDownLatch created = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		Thread slow = new Thread(() -> this.request.getOrCreate(0, "slow", () -> {
			entered.countDown();
			return await(created) ? "slow" : null;
		}, null));
		slow.start();
		assertThat(await(entered)).isTrue();
		assertThat(this.request.getOrCreate(1, "quick", () -> "quick", null)).isEqualTo("quick");
		created.countDown();
		slow.join(20_000);
		assertThat(this.request.peek(0)).isEqualTo("slow");
	}

	@Test
	void refusesAnInitializerThatNeedsItself() {
		assertThatExceptionOfType(MissingRequestValueException.class)
			.isThrownBy(
					() -> this.request.getOrCreate(0, "a",
							() -> this.request.getOrCreate(1, "b",
									() -> this.request.getOrCreate(0, "a", () -> "", null), null),
							null))
			.withMessageContaining("The initializer of 'a' needs 'a' itself");
		assertThat(this.request.getOrCreate(0, "a", () -> "second", null)).isEqualTo("second");
	}

	@Test
	void refusesAnInitializerThatReturnsNothing() {
		assertThatExceptionOfType(MissingRequestValueException.class)
			.isThrownBy(() -> this.request.getOrCreate(0, "a", () -> null, null))
			.withMessageContaining("The initializer of 'a' returned null");
	}

	@Test
	void triesAgainAfterAnInitializerThatFailed() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.request.getOrCreate(0, "a", () -> {
				throw new IllegalArgumentException("broken");
			}, null));
		assertThat(this.request.getOrCreate(0, "a", () -> "second", null)).isEqualTo("second");
	}

	@Test
	void keepsWhatIsSetWhileAnInitializerRuns() {
		Closeable set = new Closeable();
		Closeable created = new Closeable();
		Object value = this.request.getOrCreate(0, "a", () -> {
			this.request.set(0, "a", set, ValueCloser.known());
			return created;
		}, ValueCloser.known());
		assertThat(value).isSameAs(set);
		assertThat(this.request.peek(0)).isSameAs(set);
		assertThat(this.request.release()).extracting(Closing::value).containsExactly(created, set);
	}

	@Test
	void closesAllThatWasSetTheLatestFirst() {
		Closeable first = new Closeable();
		Closeable second = new Closeable();
		this.request.set(0, "a", first, ValueCloser.known());
		this.request.set(0, "a", second, ValueCloser.known());
		this.request.set(0, "a", first, ValueCloser.known());
		this.request.set(1, "b", "nothing to close", ValueCloser.known());
		assertThat(this.request.release()).extracting(Closing::value).containsExactly(second, first);
	}

	@Test
	void closesNothingThatWasTakenOut() {
		Closeable first = new Closeable();
		this.request.set(0, "a", first, ValueCloser.known());
		assertThat(this.request.remove(0)).isSameAs(first);
		assertThat(this.request.peek(0)).isNull();
		assertThat(this.request.release()).isEmpty();
	}

	@Test
	void closesOnceWhatIsSetAgainAfterItWasReplacedAndRemoved() {
		Closeable first = new Closeable();
		Closeable second = new Closeable();
		this.request.set(0, "a", first, ValueCloser.known());
		this.request.set(0, "a", second, ValueCloser.known());
		assertThat(this.request.remove(0)).isSameAs(second);
		this.request.set(0, "a", first, ValueCloser.known());
		assertThat(this.request.release()).extracting(Closing::value).containsExactly(first);
	}

	@Test
	void emptiesOnlyTheSlotOfWhatIsClosed() {
		Closeable winner = new Closeable();
		Closeable loser = new Closeable();
		this.request.getOrCreate(0, "a", () -> {
			this.request.set(0, "a", winner, ValueCloser.known());
			return loser;
		}, ValueCloser.known());
		List<Closing> closings = this.request.release();
		assertThat(closings).extracting(Closing::value).containsExactly(loser, winner);
		this.request.clear(closings.get(0));
		assertThat(this.request.peek(0)).isSameAs(winner);
		this.request.clear(closings.get(1));
		assertThat(this.request.peek(0)).isNull();
	}

	@Test
	void closesWhatIsSetTooLate() {
		Closeable late = new Closeable();
		assertThat(this.request.release()).isEmpty();
		assertThatExceptionOfType(RequestEndedException.class)
			.isThrownBy(() -> this.request.set(0, "a", late, ValueCloser.known()));
		Awaitility.await().until(() -> late.closed.get() == 1);
	}

	@Test
	void lateValuesLeaveOthersAlone() {
		Closeable first = new Closeable();
		Closeable late = new Closeable();
		this.request.set(0, "a", first, ValueCloser.known());
		assertThat(this.request.release()).hasSize(1);
		assertThatExceptionOfType(RequestEndedException.class)
			.isThrownBy(() -> this.request.set(1, "b", late, ValueCloser.known()));
		Awaitility.await().until(() -> late.closed.get() == 1);
		assertThat(this.request.peek(0)).isSameAs(first);
	}

	@Test
	void refusesValuesOnceItIsOver() {
		this.request.set(0, "a", "value", null);
		assertThat(this.request.release()).isEmpty();
		assertThat(this.request.peek(0)).isNull();
		assertThat(this.request.remove(0)).isNull();
		assertThatExceptionOfType(RequestEndedException.class).isThrownBy(() -> this.request.set(0, "a", "late", null))
			.withMessageContaining(
					"'a' belongs to request 1, which is over, on thread '" + Thread.currentThread().getName() + "'");
		assertThatExceptionOfType(RequestEndedException.class)
			.isThrownBy(() -> this.request.getOrCreate(0, "a", () -> "late", null));
		assertThatExceptionOfType(RequestEndedException.class)
			.isThrownBy(() -> this.request.atEnd(new Closing("a", 0, "late", (value) -> Mono.empty())));
	}

	@Test
	void closesWhatIsMadeTooLate() {
		Closeable late = new Closeable();
		assertThatExceptionOfType(RequestEndedException.class).isThrownBy(() -> this.request.getOrCreate(0, "a", () -> {
			assertThat(this.request.release()).isEmpty();
			return late;
		}, ValueCloser.known()));
		Awaitility.await().until(() -> late.closed.get() == 1);
	}

	@RepeatedTest(50)
	void losesNoValueInARaceWithTheEnd() throws Exception {
		List<Closeable> accepted = new ArrayList<>();
		List<Closing> closings = new ArrayList<>();
		ActiveRequest raced = new ActiveRequest(this.scopes, "2", 1);
		Race.run(List.of(() -> accepted.addAll(set(raced)), () -> closings.addAll(raced.release())));
		assertThat(closings).extracting(Closing::value).containsExactlyElementsOf(new ArrayList<Object>(accepted));
	}

	@Test
	void needsTheExchangeThatTheFiltersSaw() {
		assertThatExceptionOfType(MissingRequestValueException.class)
			.isThrownBy(() -> this.request.requireExchange("client"))
			.withMessageContaining(
					"'client' needs the exchange of request 1, which has not reached the WebFilters yet");
	}

	private static List<Closeable> set(ActiveRequest request) {
		Closeable value = new Closeable();
		try {
			request.set(0, "a", value, ValueCloser.known());
			return List.of(value);
		}
		catch (RequestEndedException ex) {
			return List.of();
		}
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Counts how often it is closed.
	 */
	private static final class Closeable implements AutoCloseable {

		private final AtomicInteger closed = new AtomicInteger();

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

}
