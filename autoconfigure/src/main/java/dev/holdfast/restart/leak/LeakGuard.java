package dev.holdfast.restart.leak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;

/**
 * Notices when a retired generation stays in memory, and says what most likely holds it.
 * <p>
 * It looks some seconds after a generation has gone live, and again some seconds later if
 * there was something to see. Only what is seen both times, and after a garbage
 * collection in between, leads to a warning: one for each generation. It rests on either
 * of two grounds:
 * <ul>
 * <li>Something holds the generation for sure: a thread whose class, context class loader
 * or exception handler is of it, or which has run its code without a break since before
 * the next generation began; or an MBean.</li>
 * <li>The generation is strongly reachable, from wherever. What is softly reachable looks
 * the same, therefore this ground counts only once the JVM has cleared a soft reference
 * that was created together with the suspicion. A JVM with memory to spare may take an
 * hour for that, with {@code -XX:SoftRefLRUPolicyMSPerMB=0} it takes two restarts.</li>
 * </ul>
 * Everything here is held weakly or is text. As long as there are no grounds nothing is
 * collected and nothing waits.
 *
 * @since 0.1.0
 */
public final class LeakGuard implements RetirementListener {

	private static final Log logger = LogFactory.getLog(LeakGuard.class);

	private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

	private static final Duration SECOND_LOOK = Duration.ofSeconds(10);

	private final List<Suspect> suspects = new CopyOnWriteArrayList<>();

	private final Map<Suspect, String> found = new ConcurrentHashMap<>();

	private final Generations generations;

	private final Duration firstLook;

	private final Duration secondLook;

	private volatile boolean enabled;

	private volatile long newestThread;

	LeakGuard(Generations generations, Duration firstLook, Duration secondLook) {
		this.generations = generations;
		this.firstLook = firstLook;
		this.secondLook = secondLook;
		generations.changes().filter(GenerationState::isLive).subscribe((live) -> lookAfter(this.firstLook, live));
	}

	/**
	 * Let the generation that is starting be followed by the guard, or not.
	 * @param enabled whether to look for leaks
	 */
	public static void enable(boolean enabled) {
		if (enabled) {
			Restarts.survivor(LeakGuard.class, () -> {
				LeakGuard guard = new LeakGuard(Restarts.generations(), FIRST_LOOK, SECOND_LOOK);
				Restarts.onRetirement(guard);
				return guard;
			}).enabled = true;
		}
		else {
			Restarts.findSurvivor(LeakGuard.class).ifPresent((guard) -> guard.enabled = false);
		}
	}

	void enable() {
		this.enabled = true;
	}

	/**
	 * Return the retired generations of this JVM that stay in memory, as far as known.
	 * @return each of them, and what most likely holds it
	 */
	public static List<String> findings() {
		return Restarts.findSurvivor(LeakGuard.class).map(LeakGuard::found).orElse(List.of());
	}

	List<String> found() {
		return this.found.values().stream().sorted().toList();
	}

	@Override
	public void onRetirement(Retirement retirement) {
		ClassLoader loader = retirement.retiredLoader();
		if (this.enabled && loader != null) {
			RetiredThreads threads = RetiredThreads.startedAfter(this.newestThread, loader);
			this.suspects.add(new Suspect(retirement.retired(), threads));
		}
		this.newestThread = RetiredThreads.newest();
	}

	private void lookAfter(Duration delay, GenerationState live) {
		if (this.enabled && !this.suspects.isEmpty()) {
			Mono.delay(delay)
				.subscribe((tick) -> Restarts.startBaseThread("holdfast-leak-check", true, () -> look(live)));
		}
	}

	/**
	 * Look at all retired generations that are still there, unless a restart has come in
	 * between: it brings another look.
	 * @param live the generation that was live when the look was planned
	 */
	private synchronized void look(GenerationState live) {
		if (!this.enabled || this.generations.current() != live) {
			return;
		}
		try {
			if (this.suspects.stream().anyMatch(Suspect::isSeenBefore)) {
				GarbageCollection.run();
			}
			this.suspects.removeIf(Suspect::isGone);
			this.found.keySet().retainAll(this.suspects);
			this.suspects.forEach((suspect) -> suspect.look().ifPresent((holders) -> warn(suspect, holders)));
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot look for retired generations in memory", ex);
		}
		if (this.suspects.stream().anyMatch(Suspect::isSeenBefore)) {
			lookAfter(this.secondLook, live);
		}
	}

	private void warn(Suspect suspect, String holders) {
		this.found.put(suspect, suspect + ": " + holders);
		logger.warn(
				"A retired generation of the application stays in memory: " + suspect + ". What most likely holds it: "
						+ holders + ". Let go of it when the application context closes (@PreDestroy), or in a "
						+ "RetirementListener. 'holdfast.state.leak-check=false' ends these checks");
	}

}
