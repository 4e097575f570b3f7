package dev.holdfast.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.channel.DefaultEventLoop;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ParkingLotTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final DefaultEventLoop eventLoop = new DefaultEventLoop();

	private final DefaultEventLoop otherEventLoop = new DefaultEventLoop();

	private final Attachment attachment = attachment();

	private final ParkingLot lot = new ParkingLot(() -> true);

	@AfterEach
	void stopEventLoops() {
		this.eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
		this.otherEventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
	}

	@Test
	void letsNobodyPassWhileItIsClosed() {
		assertThat(this.lot.passage()).isNull();
		this.lot.open(this.attachment);
		assertThat(this.lot.passage()).isSameAs(this.attachment);
		close(10, LONG);
		assertThat(this.lot.passage()).isNull();
	}

	@Test
	void releasesInTheOrderOfArrivalOnTheirEventLoop() {
		close(1000, LONG);
		List<Integer> released = new CopyOnWriteArrayList<>();
		List<Boolean> inEventLoop = new CopyOnWriteArrayList<>();
		List<Integer> arrived = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			int number = i;
			arrived.add(number);
			this.lot.park(this.eventLoop).subscribe((attachment) -> {
				inEventLoop.add(this.eventLoop.inEventLoop());
				released.add(number);
			});
		}
		assertThat(released).isEmpty();
		this.lot.open(this.attachment);
		Awaitility.await().untilAsserted(() -> assertThat(released).isEqualTo(arrived));
		assertThat(inEventLoop).containsOnly(true);
	}

	@Test
	void releasesToTheAttachmentThatOpensIt() {
		close(10, LONG);
		StepVerifier.create(this.lot.park(this.eventLoop))
			.then(() -> this.lot.open(this.attachment))
			.expectNext(this.attachment)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void letsWhoComesLateToParkPass() {
		this.lot.open(this.attachment);
		StepVerifier.create(this.lot.park(this.eventLoop)).expectNext(this.attachment).expectComplete().verify(LIMIT);
	}

	@Test
	void refusesMoreThanItsCapacity() {
		close(2, LONG);
		List<Attachment> released = new CopyOnWriteArrayList<>();
		this.lot.park(this.eventLoop).subscribe(released::add);
		this.lot.park(this.otherEventLoop).subscribe(released::add);
		StepVerifier.create(this.lot.park(this.eventLoop))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).asInstanceOf(InstanceOfAssertFactories.type(ParkingException.class))
						.extracting(ParkingException::detail)
						.isEqualTo("As many requests as holdfast.server.max-parked allows (2) wait for it already."))
			.verify(LIMIT);
		this.lot.open(this.attachment);
		Awaitility.await().until(() -> released.size() == 2);
	}

	@Test
	void refusesEverybodyWithoutCapacity() {
		close(0, LONG);
		StepVerifier.create(this.lot.park(this.eventLoop)).expectError(ParkingException.class).verify(LIMIT);
	}

	@Test
	void refusesWhoHasWaitedTooLong() {
		close(1, Duration.ofMillis(20));
		StepVerifier.create(this.lot.park(this.eventLoop))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(ParkingException.class)
				.hasMessage("It was not back within the 20 ms of holdfast.server.park-timeout."))
			.verify(LIMIT);
		close(1, LONG);
		StepVerifier.create(this.lot.park(this.eventLoop))
			.then(() -> this.lot.open(this.attachment))
			.expectNext(this.attachment)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void refusesThoseWhoWaitAndThoseToCome() {
		close(10, LONG);
		ParkingException refusal = ParkingException.failed(2, null);
		StepVerifier.create(this.lot.park(this.eventLoop))
			.then(() -> this.lot.refuse(refusal))
			.expectErrorMatches((ex) -> ex == refusal)
			.verify(LIMIT);
		assertThat(this.lot.passage()).isNull();
		StepVerifier.create(this.lot.park(this.eventLoop)).expectErrorMatches((ex) -> ex == refusal).verify(LIMIT);
	}

	@Test
	void takesRequestsAgainAfterARefusal() {
		close(1, LONG);
		this.lot.refuse(ParkingException.failed(2, null));
		this.lot.expect();
		StepVerifier.create(this.lot.park(this.eventLoop))
			.then(() -> this.lot.open(this.attachment))
			.expectNext(this.attachment)
			.expectComplete()
			.verify(LIMIT);
		this.lot.refuse(ParkingException.failed(3, null));
		this.lot.open(this.attachment);
		Awaitility.await().until(() -> this.lot.passage() == this.attachment);
	}

	@Test
	void forgetsWhoCancels() {
		close(1, LONG);
		List<Attachment> released = new CopyOnWriteArrayList<>();
		Disposable first = this.lot.park(this.eventLoop).subscribe(released::add);
		first.dispose();
		StepVerifier.create(this.lot.park(this.eventLoop))
			.then(() -> this.lot.open(this.attachment))
			.expectNext(this.attachment)
			.expectComplete()
			.verify(LIMIT);
		assertThat(released).isEmpty();
		Awaitility.await().until(() -> this.lot.passage() == this.attachment);
	}

	@Test
	void letsNobodyOvertakeThoseWhoLeave() {
		close(10, LONG);
		List<String> released = new CopyOnWriteArrayList<>();
		this.lot.park(this.eventLoop).subscribe((attachment) -> released.add("early"));
		CountDownLatch busy = block();
		this.lot.open(this.attachment);
		assertThat(this.lot.passage()).isNull();
		this.lot.park(this.eventLoop).subscribe((attachment) -> released.add("late"));
		assertThat(released).isEmpty();
		busy.countDown();
		Awaitility.await().untilAsserted(() -> assertThat(released).containsExactly("early", "late"));
		Awaitility.await().until(() -> this.lot.passage() == this.attachment);
	}

	@Test
	void releasesOnceWhenItClosesAndOpensWhileRequestsLeave() {
		close(10, LONG);
		List<Attachment> released = new CopyOnWriteArrayList<>();
		this.lot.park(this.eventLoop).subscribe(released::add);
		CountDownLatch busy = block();
		this.lot.open(this.attachment);
		close(10, LONG);
		Attachment next = attachment();
		this.lot.open(next);
		busy.countDown();
		Awaitility.await().until(() -> this.lot.passage() == next);
		assertThat(released).hasSize(1);
	}

	@Test
	void refusesUntilTheNextGenerationIsExpected() {
		close(1, LONG);
		this.lot.refuse(ParkingException.failed(2, null));
		this.lot.close();
		StepVerifier.create(this.lot.park(this.eventLoop)).expectError(ParkingException.class).verify(LIMIT);
	}

	private void close(int capacity, Duration timeout) {
		this.lot.limit(capacity, timeout);
		this.lot.close();
	}

	private CountDownLatch block() {
		CountDownLatch latch = new CountDownLatch(1);
		this.eventLoop.execute(() -> {
			try {
				assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		return latch;
	}

	private static Attachment attachment() {
		return new Attachment((request, response) -> Mono.empty());
	}

}
