package dev.holdfast.state;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

import dev.holdfast.restart.Generation;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;
import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.Dehydrator;
import dev.holdfast.state.migration.Rehydrator;
import dev.holdfast.state.migration.TypeGuard;
import dev.holdfast.state.storage.StateFileSettings;

/**
 * What survives of {@link RestartState}: the parked values, and the reports. Exists in
 * development only.
 * <p>
 * Between two generations all values are in {@code parked}, without anything of a
 * generation in them. A running generation takes them from there one by one, into cells
 * of its own {@link #current() restart state}, and gives them back when it retires: all
 * that it has, in one pass. What it did not ask for stays where it is. The state of a
 * retired generation is let go of.
 * <p>
 * Retirement comes on the thread that restarts, while threads of the retired generation
 * may still run: see {@link DefaultStateCell} on how they are kept from losing anything.
 * The map of parked values may be read by many threads; only the running generation
 * changes it.
 *
 * @since 0.1.0
 */
public final class SurvivingState implements RetirementListener {

	private static final Log logger = LogFactory.getLog(SurvivingState.class);

	private static final Duration FREEZE_LIMIT = Duration.ofSeconds(2);

	private final Map<String, ParkedState> parked = new ConcurrentHashMap<>();

	private final SurvivalReports reports = new SurvivalReports();

	private final StatePersistence persistence = new StatePersistence();

	private final Clock clock;

	private final Duration freezeLimit;

	private volatile StateSettings settings = StateSettings.DEFAULT;

	private volatile Running running;

	SurvivingState(Generation generation, Clock clock, Duration freezeLimit) {
		this.clock = clock;
		this.freezeLimit = freezeLimit;
		SurvivalLog log = SurvivalLog.ofFirst(generation.number(), this.parked, this.reports);
		this.running = new Running(generation, state(generation, Heritage.NONE), null, log);
	}

	/**
	 * Return what survives in this JVM. The first call creates it.
	 * @return the surviving state
	 */
	public static SurvivingState get() {
		return Restarts.survivor(SurvivingState.class, () -> {
			SurvivingState state = new SurvivingState(Restarts.generations().current().generation(), Clock.systemUTC(),
					FREEZE_LIMIT);
			Restarts.onRetirement(state);
			// After the contexts are closed, whose beans may still write
			SpringApplication.getShutdownHandlers().add(state::close);
			return state;
		});
	}

	private DefaultRestartState state(Generation generation, Heritage heritage) {
		return new DefaultRestartState(
				new CellGeneration(generation.number(), this.clock, this.settings.historySize(), this.persistence),
				heritage);
	}

	/**
	 * Change the settings, from the running generation on.
	 * @param settings the settings
	 */
	public void use(StateSettings settings) {
		this.settings = settings;
		this.running.state().generation().historySize(settings.historySize());
	}

	/**
	 * Keep all state in a file, too, from now on. What the file has is taken over, but
	 * for keys that are there already.
	 * @param settings the file, or {@code null} to keep state in memory alone
	 * @throws dev.holdfast.state.storage.StateStorageException if the file cannot be
	 * used, or another process has it
	 */
	public synchronized void store(@Nullable StateFileSettings settings) {
		if (settings == null) {
			this.persistence.close();
			return;
		}
		Running running = this.running;
		Generation generation = running.generation();
		Map<String, ParkedState> stored = this.persistence.open(settings, classLoader(generation), this::states);
		stored.forEach((key, state) -> {
			if (!running.state().has(key)) {
				// With other settings, what was refused may fit
				this.parked.merge(key, state, (present, read) -> (present.reason() != null) ? read : present);
			}
		});
		if (running.heritage() == null) {
			inherit(running, stored.isEmpty());
		}
	}

	private void inherit(Running running, boolean nothing) {
		if (!running.state().cells().isEmpty()) {
			logger
				.warn("State %s was used before the state file was read. What the file has comes with the next restart"
					.formatted(running.state().cells().stream().map(DefaultStateCell::key).toList()));
			return;
		}
		Generation generation = running.generation();
		SurvivalLog log = nothing ? running.log()
				: SurvivalLog.afterJvm(generation.number(), this.parked, this.reports);
		MigratingHeritage heritage = new MigratingHeritage(generation.number(), classLoader(generation), this.parked,
				log);
		this.running = new Running(generation, state(generation, heritage), heritage, log);
	}

	private StatePersistence.States states(StateFileSettings settings) {
		// In this order a value on its way from one to the other is seen
		Running running = this.running;
		Map<String, Object> states = new TreeMap<>(this.parked);
		running.state().cells().forEach((cell) -> {
			if (cell.lastValue() != null) {
				states.put(cell.key(), cell);
			}
		});
		ClassLoader classLoader = classLoader(running.generation());
		MigratingHeritage heritage = running.heritage();
		ContainerAdapters adapters = (heritage != null) ? heritage.adapters() : ContainerAdapters.load(classLoader);
		return new StatePersistence.States(states, new TypeGuard(classLoader, settings.trusted(), adapters));
	}

	private static ClassLoader classLoader(Generation generation) {
		return Objects.requireNonNullElse(generation.classLoader(), SurvivingState.class.getClassLoader());
	}

	/**
	 * Write what is kept in a file for the last time.
	 */
	void close() {
		this.persistence.close();
	}

	/**
	 * Return the restart state of the running generation.
	 * @return the restart state
	 */
	public RestartState current() {
		return this.running.state();
	}

	/**
	 * Return the survival reports.
	 * @return the reports
	 */
	public SurvivalReports reports() {
		return this.reports;
	}

	/**
	 * The running generation has gone live.
	 * @return the report of the restart, or {@code null} if there was none or it has been
	 * reported
	 */
	public @Nullable SurvivalReport live() {
		return this.running.log().live(this.clock);
	}

	@Override
	public synchronized void onRetirement(Retirement retirement) {
		CellRetirement cells = CellRetirement.of(this.running.state(), this.freezeLimit);
		SurvivalLog log;
		try {
			park(cells, retirement);
		}
		finally {
			Generation next = retirement.next();
			log = SurvivalLog.after(cells, next.number(), this.parked, this.reports);
			MigratingHeritage heritage = new MigratingHeritage(next.number(), classLoader(next), this.parked, log);
			this.running = new Running(next, state(next, heritage), heritage, log);
		}
		discardOrphans(log);
	}

	private void park(CellRetirement cells, Retirement retirement) {
		MigratingHeritage heritage = this.running.heritage();
		SurvivalLog log = this.running.log();
		ContainerAdapters adapters = (heritage != null) ? heritage.adapters()
				: ContainerAdapters.load(retirement.retiredLoader());
		Rehydrator previous = (heritage != null) ? cells.idle(heritage.rehydrator()) : null;
		Function<String, List<String>> changes = log.isLive() ? (key) -> List.of() : log::changes;
		Map<String, ParkedState> dehydrated = cells.dehydrate(
				() -> new Dehydrator((type) -> retirement.isOfRetired(type.getClassLoader()), adapters, previous),
				changes);
		if (log.isLive()) {
			this.parked.replaceAll((key, state) -> log.contains(key) ? state : state.unclaimed());
		}
		this.parked.putAll(dehydrated);
	}

	private void discardOrphans(SurvivalLog log) {
		this.parked.forEach((key, state) -> {
			if (this.settings.isDiscarded(state)) {
				this.parked.remove(key);
				log.add(SurvivalReport.Entry.reset(key,
						"discarded, as no generation has asked for it for " + state.unclaimedFor() + " restarts"));
			}
		});
	}

	/**
	 * What belongs to the running generation.
	 *
	 * @param generation the generation
	 * @param state its state
	 * @param heritage what it takes over, or {@code null} if it is the first
	 * @param log what became of each key
	 */
	private record Running(Generation generation, DefaultRestartState state, @Nullable MigratingHeritage heritage,
			SurvivalLog log) {

	}

}
