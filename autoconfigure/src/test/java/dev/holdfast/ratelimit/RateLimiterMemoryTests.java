package dev.holdfast.ratelimit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.holdfast.state.RestartState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that strangers can make a limiter take.
 */
@Timeout(120)
class RateLimiterMemoryTests {

	private static final Log logger = LogFactory.getLog(RateLimiterMemoryTests.class);

	// As in docs/rate-limits.md
	private static final int BYTES_PER_IDENTIFIER = 600;

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final AtomicLong time = new AtomicLong();

	private DefaultRateLimiter limiter(int maxIdentifiers, RateLimit rateLimit) {
		return (DefaultRateLimiter) new DefaultRateLimiters(RestartState.create(), maxIdentifiers, Map.of(),
				this.time::get, InstantSource.system())
			.define("some", rateLimit);
	}

	@Test
	void tenMillionIdentifiersStayWithinTheBoundAndLeaveOthersTheirCounts() {
		int maxIdentifiers = 20_000;
		DefaultRateLimiter limiter = limiter(maxIdentifiers, RateLimit.sliding(100, WINDOW));
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long before = used();
		int allowed = 0;
		long begin = System.nanoTime();
		long beginOfWork = threads.getCurrentThreadCpuTime();
		for (int i = 0; i < 10_000_000; i++) {
			limiter.check("hostile" + i);
			if (i % 1000 == 0 && limiter.check("ada").allowed()) {
				allowed++;
			}
		}
		Duration worked = Duration.ofNanos(threads.getCurrentThreadCpuTime() - beginOfWork);
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		assertThat(limiter.store().size()).isLessThanOrEqualTo(maxIdentifiers);
		long bytes = used() - before;
		logger.info("10 million identifiers took " + took + ", of work " + worked + ", and left " + bytes + " bytes");
		assertThat(bytes).isLessThan((long) BYTES_PER_IDENTIFIER * maxIdentifiers);
		assertThat(allowed).isEqualTo(100);
		Reference.reachabilityFence(limiter);
	}

	@Test
	void longIdentifiersWithManyRequestsStayWithinTheBound() {
		assertBound(10_000, 50_000, 31, "\u1234".repeat(56));
		assertBound(10_000, 50_000, 31, "x".repeat(56));
		assertBound(10_000, 20_000, 255, "x".repeat(56));
		assertBound(10_000, 40, 30_000, "x".repeat(100));
	}

	private void assertBound(int maxIdentifiers, int identifiers, int limit, String prefix) {
		DefaultRateLimiter limiter = limiter(maxIdentifiers, RateLimit.sliding(limit, WINDOW));
		long before = used();
		for (int i = 0; i < identifiers; i++) {
			String identifier = prefix + i;
			for (int request = 0; request < limit; request++) {
				limiter.check(identifier);
			}
		}
		assertThat(limiter.store().weight()).isLessThanOrEqualTo(maxIdentifiers);
		long bytes = used() - before;
		logger.info(limit + " requests of " + identifiers + " identifiers left " + bytes + " bytes");
		assertThat(bytes).isLessThan((long) BYTES_PER_IDENTIFIER * maxIdentifiers);
		Reference.reachabilityFence(limiter);
	}

	@Test
	void aSlidingWindowGivesBackWhatItNoLongerNeeds() {
		DefaultRateLimiter limiter = limiter(1000, RateLimit.sliding(10_000, WINDOW));
		for (int i = 0; i < 10_000; i++) {
			limiter.check("ada");
		}
		assertThat(limiter.store().weight()).isEqualTo(1 + 10_000 / 32);
		this.time.addAndGet(WINDOW.toNanos());
		assertThat(limiter.check("ada").count()).isEqualTo(1);
		assertThat(limiter.store().weight()).isEqualTo(1);
	}

	private static long used() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		return memory.getHeapMemoryUsage().getUsed();
	}

}
