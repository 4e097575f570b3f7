package dev.holdfast.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The survival reports of the last restarts. Safe for use by many threads.
 * <p>
 * A report is complete when its generation goes live, apart from keys that are asked for
 * later: what becomes of those is added to the latest one.
 *
 * @since 0.1.0
 */
public final class SurvivalReports {

	private static final int MAX_REPORTS = 20;

	// Guarded by its monitor
	private final Deque<SurvivalReport> reports = new ArrayDeque<>();

	SurvivalReports() {
	}

	/**
	 * Return the report of the last restart.
	 * @return the report; empty before the first restart
	 */
	public Optional<SurvivalReport> latest() {
		synchronized (this.reports) {
			return Optional.ofNullable(this.reports.peekLast());
		}
	}

	/**
	 * Return the reports of the last 20 restarts.
	 * @return the reports, oldest first
	 */
	public List<SurvivalReport> all() {
		synchronized (this.reports) {
			return List.copyOf(this.reports);
		}
	}

	void add(SurvivalReport report) {
		synchronized (this.reports) {
			this.reports.addLast(report);
			if (this.reports.size() > MAX_REPORTS) {
				this.reports.removeFirst();
			}
		}
	}

	void addToLatest(SurvivalReport.Entry entry) {
		synchronized (this.reports) {
			this.reports.addLast(this.reports.removeLast().with(entry));
		}
	}

}
