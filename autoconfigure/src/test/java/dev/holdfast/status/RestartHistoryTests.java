package dev.holdfast.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.restart.GenerationsFixture;

import static org.assertj.core.api.Assertions.assertThat;

class RestartHistoryTests {

	private final GenerationsFixture generations = new GenerationsFixture(VirtualTimeScheduler.create());

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final RestartHistory history = new RestartHistory(this.generations.generations(), new Clock() {

		@Override
		public Instant instant() {
			return RestartHistoryTests.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	});

	@Test
	void tellsHowLongEachPhaseWas() {
		pass(1000);
		this.generations.restart();
		assertThat(this.history.generations()).extracting("phase").containsExactly("retiring", "starting");
		pass(300);
		this.generations.live();
		pass(50);
		List<Map<String, Object>> all = this.history.generations();
		assertThat(all).hasSize(2);
		assertThat(all.get(0)).containsEntry("number", 1)
			.containsEntry("phases", List.of(phase("live", 1000), phase("retiring", 0)));
		assertThat(all.get(1)).containsEntry("number", 2)
			.containsEntry("phase", "live")
			.containsEntry("begin", "2026-01-01T00:00:01Z")
			.containsEntry("phases", List.of(phase("starting", 300), phase("live", 50)))
			.doesNotContainKey("failure");
	}

	@Test
	void tellsWhyOneFailed() {
		this.generations.restart();
		this.generations.fail();
		assertThat(this.history.generations().get(1)).containsEntry("phase", "failed")
			.containsEntry("failure", "IllegalStateException: no");
	}

	@Test
	void keepsTheLastTwentyGenerations() {
		for (int i = 0; i < 30; i++) {
			this.generations.restart();
			this.generations.live();
		}
		assertThat(this.history.generations()).hasSize(20).last().extracting("number").isEqualTo(31);
	}

	@Test
	void keepsTheLastFiftyDecisions() {
		for (int i = 1; i <= 60; i++) {
			this.history.add(new ReloadDecision(ReloadKind.SINGLE_ROUTE, "reason " + i));
		}
		assertThat(this.history.decisions()).hasSize(50)
			.last()
			.isEqualTo(Map.of("time", "2026-01-01T00:00:00Z", "strategy", "single-route", "reason", "reason 60"));
	}

	private static Map<String, Object> phase(String name, long millis) {
		return Map.of("phase", name, "millis", millis);
	}

	private void pass(long millis) {
		this.now = this.now.plus(Duration.ofMillis(millis));
	}

}
