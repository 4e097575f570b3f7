package dev.holdfast.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.holdfast.cache.CacheStatistics;
import dev.holdfast.cache.RestartCache;
import dev.holdfast.cache.RestartCaches;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.ratelimit.RateLimit;
import dev.holdfast.ratelimit.RateLimiter;
import dev.holdfast.ratelimit.RateLimiters;
import dev.holdfast.reload.RouteReach;
import dev.holdfast.restart.leak.LeakGuard;
import dev.holdfast.retry.RetryCounts;
import dev.holdfast.server.SurvivingServers;
import dev.holdfast.session.SurvivingSessions;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateInfo;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReports;
import dev.holdfast.status.RestartHistory;
import dev.holdfast.status.Status;
import dev.holdfast.status.StatusSection;

/**
 * Collects what each feature has to show. Values of state and caches are not shown, as
 * they may be secret.
 */
final class StatusSections {

	private static final int MAX_NAMES = 20_000;

	private final List<StatusSection> surviving = new ArrayList<>();

	private final List<StatusSection> ofGeneration = new ArrayList<>();

	void history(RestartHistory history) {
		this.surviving.add(new StatusSection("generations", history::generations));
		this.surviving.add(new StatusSection("decisions", history::decisions));
	}

	void requests(SurvivingServers servers) {
		RetryCounts counts = RetryCounts.get();
		this.surviving.add(new StatusSection("requests", () -> Map.of("parked", servers.getParked(), "held",
				counts.getHeld(), "retried", counts.getRetried(), "expired", counts.getExpired())));
	}

	void clients(ClientEvents events) {
		this.surviving.add(new StatusSection("clients", () -> Map.of("connected", events.getClients())));
	}

	void reports(SurvivalReports reports) {
		this.surviving
			.add(new StatusSection("reports", () -> reports.all().stream().map(StatusSections::describe).toList()));
	}

	private static Map<String, Object> describe(SurvivalReport report) {
		return Map.of("generation", report.generation(), "time", report.time().toString(), "millis",
				report.duration().toMillis(), "entries",
				report.entries().stream().map(SurvivalReportPublisher::describe).toList());
	}

	void state(RestartState state) {
		this.ofGeneration
			.add(new StatusSection("state", () -> state.describe().stream().map(StatusSections::describe).toList()));
	}

	private static Map<String, @Nullable Object> describe(StateInfo info) {
		Map<String, @Nullable Object> description = new LinkedHashMap<>();
		description.put("key", info.key());
		description.put("type", info.type());
		description.put("size", info.size());
		description.put("history", info.history());
		description.put("changed", (info.changed() != null) ? info.changed().toString() : null);
		return description;
	}

	void caches(RestartCaches caches) {
		this.ofGeneration.add(new StatusSection("caches",
				() -> caches.names().stream().map((name) -> describe(caches.define(name))).toList()));
	}

	private static Map<String, Object> describe(RestartCache<?, ?> cache) {
		CacheStatistics statistics = cache.statistics();
		return Map.of("name", cache.name(), "size", cache.size(), "hits", statistics.hits(), "misses",
				statistics.misses(), "evictions", statistics.evictions());
	}

	void limiters(RateLimiters limiters) {
		this.ofGeneration.add(new StatusSection("limiters",
				() -> limiters.names().stream().sorted().map((name) -> describe(limiters.get(name))).toList()));
	}

	private static Map<String, Object> describe(RateLimiter limiter) {
		RateLimit rateLimit = limiter.rateLimit();
		return Map.of("name", limiter.name(), "limit", rateLimit.limit(), "windowMillis", rateLimit.window().toMillis(),
				"algorithm", rateLimit.algorithm().name().toLowerCase(Locale.ROOT));
	}

	void sessions(SurvivingSessions sessions) {
		this.surviving.add(new StatusSection("sessions", () -> Map.of("number", sessions.survival().sessions())));
	}

	void routes(RouteReach reach) {
		this.surviving.add(new StatusSection("routes", () -> bounded(reach.routes())));
		this.surviving.add(new StatusSection("classes", () -> bounded(reach.classes())));
	}

	// A browser has to take all of it again and again
	private static Map<String, Set<String>> bounded(Map<String, Set<String>> all) {
		Map<String, Set<String>> bounded = new LinkedHashMap<>();
		int left = MAX_NAMES;
		for (Map.Entry<String, Set<String>> entry : all.entrySet()) {
			left -= entry.getValue().size();
			bounded.put(entry.getKey(), (left >= 0) ? entry.getValue() : Set.of());
		}
		return bounded;
	}

	void leaks() {
		this.surviving.add(new StatusSection("leaks", LeakGuard::findings));
	}

	Status status() {
		return new Status(this.surviving, this.ofGeneration);
	}

}
