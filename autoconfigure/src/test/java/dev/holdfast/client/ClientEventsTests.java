package dev.holdfast.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.holdfast.restart.GenerationsFixture;

import static org.assertj.core.api.Assertions.assertThat;

class ClientEventsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Pattern NAME = Pattern.compile("(?m)^event: (.*)$");

	private static final Pattern ID = Pattern.compile("(?m)^id: (.*)$");

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final GenerationsFixture generations = new GenerationsFixture(this.scheduler);

	private final ClientEvents events = new ClientEvents(this.generations.generations(), this.scheduler, "abc");

	@Test
	void tellsTheStateFirst() {
		this.events.greet(Map.of("token", "t"));
		Client client = connect(null);
		assertThat(client.names()).containsExactly("hello");
		assertThat(client.text()).startsWith("retry: 1000\nid: abc-1\nevent: hello\n")
			.contains("\"generation\":1", "\"phase\":\"live\"", "\"complete\":true", "\"token\":\"t\"");
	}

	@Test
	void tellsOfEachRestart() {
		Client client = connect(null);
		for (int i = 0; i < 3; i++) {
			restart();
		}
		assertThat(client.names()).containsExactly("hello", "generation-starting", "generation-live",
				"generation-starting", "generation-live", "generation-starting", "generation-live");
		assertThat(client.text()).contains("{\"generation\":4}").containsPattern("\"generation\":4,\"millis\":\\d+");
	}

	@Test
	void tellsWhatHoldsFromNowOn() {
		this.events.greet(Map.of("settings", "old"));
		Client client = connect(null);
		this.events.greet(Map.of("settings", "new"));
		restart();
		assertThat(client.text().substring(client.text().indexOf("generation-live"))).contains("\"settings\":\"new\"");
	}

	@Test
	void tellsWhyAStartFailed() {
		Client client = connect(null);
		this.generations.restart();
		this.generations.fail();
		this.scheduler.advanceTime();
		assertThat(client.names()).containsExactly("hello", "generation-starting", "generation-failed");
		assertThat(client.text()).contains("\"description\":\"IllegalStateException: no\"", "\"action\":null");
		assertThat(connect(null).text()).contains("\"phase\":\"failed\"", "IllegalStateException: no");
	}

	@Test
	void tellsWhatWasMissed() {
		Client client = connect(null);
		restart();
		String last = client.lastId();
		client.cancel();
		restart();
		restart();
		Client again = connect(last);
		restart();
		assertThat(again.names()).containsExactly("hello", "generation-starting", "generation-live",
				"generation-starting", "generation-live", "generation-starting", "generation-live");
		assertThat(again.text()).contains("\"complete\":true").doesNotContain("{\"generation\":2}");
		assertThat(again.ids()).startsWith(last, "abc-4", "abc-5").doesNotHaveDuplicates();
	}

	@Test
	void tellsTheStateIfItDoesNotKnowWhatWasMissed() {
		for (String id : List.of("other-1", "abc-999", "", "x")) {
			assertThat(connect(id).text()).contains("\"complete\":false", "\"generation\":1");
		}
	}

	@Test
	void tellsTheStateToWhoIsTooSlow() {
		Client slow = new Client(1);
		stream(null).subscribe(slow);
		this.scheduler.advanceTime();
		for (int i = 0; i < 200; i++) {
			restart();
		}
		slow.request(Long.MAX_VALUE);
		this.scheduler.advanceTime();
		restart();
		assertThat(slow.names()).endsWith("hello", "generation-starting", "generation-live").hasSizeLessThan(10);
		assertThat(slow.text()).contains("\"complete\":false").contains("\"generation\":202");
	}

	@Test
	void keepsQuietConnectionsOpen() {
		Client client = connect(null);
		this.scheduler.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(client.text().split("\n\n")).filteredOn((block) -> block.equals(":")).hasSize(4);
	}

	@Test
	void publishesWithoutWaitingForClients() {
		Scheduler own = Schedulers.newSingle("client-events");
		CountDownLatch published = new CountDownLatch(1);
		AtomicBoolean waited = new AtomicBoolean();
		try {
			ClientEvents real = new ClientEvents(this.generations.generations(), own, "abc");
			Flux<byte[]> stream = real.stream(null);
			assertThat(stream).isNotNull();
			stream.filter((part) -> new String(part, StandardCharsets.UTF_8).contains("event: one"))
				.subscribe((part) -> {
					Awaitility.await().atMost(LIMIT).until(() -> published.getCount() == 0);
					waited.set(true);
				});
			real.publish(new ClientEvent("one", Map.of()));
			real.publish(new ClientEvent("two", Map.of()));
			// Nobody gets here if it is the client that publishing waits for
			published.countDown();
			Awaitility.await().atMost(LIMIT).untilTrue(waited);
		}
		finally {
			own.dispose();
		}
	}

	@Test
	void countsClientsAndBoundsThem() {
		List<Client> clients = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			clients.add(connect(null));
		}
		assertThat(this.events.getClients()).isEqualTo(1000);
		assertThat(this.events.stream(null)).isNull();
		clients.forEach(Client::cancel);
		assertThat(this.events.getClients()).isZero();
		assertThat(this.events.stream(null)).isNotNull();
	}

	private void restart() {
		this.generations.restart();
		this.generations.live();
		this.scheduler.advanceTime();
	}

	private Client connect(@Nullable String lastEventId) {
		Client client = new Client(Long.MAX_VALUE);
		stream(lastEventId).subscribe(client);
		this.scheduler.advanceTime();
		return client;
	}

	private Flux<byte[]> stream(@Nullable String lastEventId) {
		Flux<byte[]> stream = this.events.stream(lastEventId);
		assertThat(stream).isNotNull();
		return stream;
	}

	private static final class Client extends BaseSubscriber<byte[]> {

		private final StringBuilder text = new StringBuilder();

		private final long demand;

		private Client(long demand) {
			this.demand = demand;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(this.demand);
		}

		@Override
		protected void hookOnNext(byte[] part) {
			this.text.append(new String(part, StandardCharsets.UTF_8));
		}

		private String text() {
			return this.text.toString();
		}

		private List<String> names() {
			return find(NAME);
		}

		private List<String> ids() {
			return find(ID);
		}

		private String lastId() {
			return ids().get(ids().size() - 1);
		}

		private List<String> find(Pattern pattern) {
			return pattern.matcher(this.text).results().map((match) -> match.group(1)).toList();
		}

	}

}
