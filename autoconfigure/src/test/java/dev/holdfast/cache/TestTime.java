package dev.holdfast.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.holdfast.state.RestartState;

/**
 * Time that passes when a test says so.
 */
final class TestTime extends Clock implements Ticker {

	private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

	private final AtomicLong passed = new AtomicLong();

	void pass(Duration duration) {
		this.passed.addAndGet(duration.toNanos());
	}

	DefaultRestartCaches caches(RestartState state, CacheSettings defaults) {
		return new DefaultRestartCaches(state, defaults, (name, settings) -> settings, this, this);
	}

	@Override
	public long read() {
		return this.passed.get();
	}

	@Override
	public Instant instant() {
		return BEGIN.plusNanos(this.passed.get());
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
