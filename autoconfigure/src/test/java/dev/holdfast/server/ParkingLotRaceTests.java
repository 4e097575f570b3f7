package dev.holdfast.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class ParkingLotRaceTests {

	private static final int ROUNDS = 20_000;

	@Test
	void letsNobodyOvertakeWhileItOpens() throws Exception {
		DefaultEventLoop eventLoop = new DefaultEventLoop();
		Attachment attachment = new Attachment((request, response) -> Mono.empty());
		AtomicInteger overtaken = new AtomicInteger();
		CyclicBarrier barrier = new CyclicBarrier(2);
		ParkingLot[] lot = new ParkingLot[1];
		AtomicBoolean opened = new AtomicBoolean();
		Thread passer = new Thread(() -> {
			for (int i = 0; i < ROUNDS; i++) {
				await(barrier);
				// Nothing leaves in this round before the barrier: who passes overtakes
				while (!opened.get()) {
					if (lot[0].passage() != null) {
						overtaken.incrementAndGet();
						break;
					}
				}
				await(barrier);
			}
		});
		passer.start();
		for (int i = 0; i < ROUNDS; i++) {
			lot[0] = new ParkingLot(() -> true);
			lot[0].limit(10, Duration.ofMinutes(1));
			opened.set(false);
			CountDownLatch busy = new CountDownLatch(1);
			eventLoop.execute(() -> await(busy));
			lot[0].park(eventLoop).subscribe();
			await(barrier);
			lot[0].open(attachment);
			opened.set(true);
			await(barrier);
			busy.countDown();
		}
		passer.join(60_000);
		eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
		assertThat(overtaken).hasValue(0);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
