package dev.holdfast.state;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.holdfast.state.SurvivalReport.Entry;
import dev.holdfast.state.SurvivalReport.Outcome;

/**
 * Collects what becomes of each key in one generation, and reports it when the generation
 * goes live. Holds text only. All fields are guarded by the monitor.
 */
final class SurvivalLog {

	private static final Log logger = LogFactory.getLog(SurvivalLog.class);

	private final int generation;

	private final Map<String, ParkedState> parked;

	private final SurvivalReports reports;

	private final Map<String, Entry> entries = new TreeMap<>();

	private final boolean first;

	private final Duration dehydration;

	private final Duration longestWait;

	private boolean live;

	private SurvivalLog(int generation, Map<String, ParkedState> parked, SurvivalReports reports, boolean first,
			@Nullable CellRetirement retirement) {
		this.generation = generation;
		this.parked = parked;
		this.reports = reports;
		this.first = first;
		this.dehydration = (retirement != null) ? retirement.dehydration() : Duration.ZERO;
		this.longestWait = (retirement != null) ? retirement.longestWait() : Duration.ZERO;
	}

	static SurvivalLog ofFirst(int generation, Map<String, ParkedState> parked, SurvivalReports reports) {
		return new SurvivalLog(generation, parked, reports, true, null);
	}

	/**
	 * Create the log of a first generation that takes over what another JVM has left.
	 * @param generation the number of the generation
	 * @param parked what is left
	 * @param reports the reports
	 * @return the log
	 */
	static SurvivalLog afterJvm(int generation, Map<String, ParkedState> parked, SurvivalReports reports) {
		return new SurvivalLog(generation, parked, reports, false, null);
	}

	static SurvivalLog after(CellRetirement retirement, int generation, Map<String, ParkedState> parked,
			SurvivalReports reports) {
		SurvivalLog log = new SurvivalLog(generation, parked, reports, false, retirement);
		retirement.lost().forEach(log::add);
		return log;
	}

	synchronized void add(Entry entry) {
		this.entries.put(entry.key(), entry);
		if (this.live && !this.first) {
			this.reports.addToLatest(entry);
			if (entry.outcome() == Outcome.PARKED) {
				logger.info(entry);
			}
			else {
				logger.debug(entry);
			}
		}
	}

	synchronized boolean contains(String key) {
		return this.entries.containsKey(key);
	}

	/**
	 * Return what is different in a value.
	 * @param key the key
	 * @return the changes that its migration made
	 */
	synchronized List<String> changes(String key) {
		Entry entry = this.entries.get(key);
		return (entry != null) ? entry.changes() : List.of();
	}

	synchronized boolean isLive() {
		return this.live;
	}

	/**
	 * The generation goes live.
	 * @param clock tells the time
	 * @return the report, or {@code null} if there was no restart, or it has been
	 * reported
	 */
	synchronized @Nullable SurvivalReport live(Clock clock) {
		boolean reported = this.live || this.first;
		this.live = true;
		if (reported) {
			return null;
		}
		Map<String, Entry> entries = new TreeMap<>(this.entries);
		this.parked.forEach((key, state) -> entries.computeIfAbsent(key, (absent) -> Entry.unclaimed(key, state)));
		SurvivalReport report = new SurvivalReport(this.generation, clock.instant(), this.dehydration, this.longestWait,
				List.copyOf(entries.values()));
		this.reports.add(report);
		if (!entries.isEmpty()) {
			logger.info(report);
			entries.values().forEach(logger::debug);
		}
		return report;
	}

}
