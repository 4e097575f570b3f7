package dev.holdfast.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;

import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementListener;
import dev.holdfast.state.migration.DehydratedValue;

/**
 * The web sessions that outlive restarts. To be kept as a survivor of restarts.
 * <p>
 * They stay in one store of Spring's, with their ids and times. When a generation is
 * retired, attributes with objects of its classes are taken out and parked without those
 * classes; each comes back when its session is next asked for.
 *
 * @since 0.1.0
 */
public final class SurvivingSessions implements RetirementListener {

	private static final Log logger = LogFactory.getLog(SurvivingSessions.class);

	private final InMemoryWebSessionStore store = new InMemoryWebSessionStore();

	private final Map<WebSession, SessionRecord> records = new WeakHashMap<>();

	private volatile int generation;

	private volatile int kept;

	private @Nullable AttributeMigration migration;

	private @Nullable InMemoryWebSessionStore attached;

	/**
	 * Return the surviving sessions of this JVM.
	 * @return the sessions, the same in every generation
	 */
	public static SurvivingSessions get() {
		return Restarts.survivor(SurvivingSessions.class, () -> {
			SurvivingSessions sessions = new SurvivingSessions();
			Restarts.onRetirement(sessions);
			return sessions;
		});
	}

	/**
	 * Replace the store of an application context by one with the surviving sessions.
	 * @param replaced the store to replace, whose settings apply to new sessions
	 * @param classLoader the loader of the application's classes
	 * @return the replacement, unless another context of the same generation has it
	 * @see #detach(InMemoryWebSessionStore)
	 */
	public synchronized Optional<InMemoryWebSessionStore> attach(InMemoryWebSessionStore replaced,
			ClassLoader classLoader) {
		Assert.notNull(replaced, "'replaced' must not be null");
		Assert.notNull(classLoader, "'classLoader' must not be null");
		if (this.attached != null) {
			return Optional.empty();
		}
		AttributeMigration migration = new AttributeMigration(this.generation, classLoader);
		this.migration = migration;
		this.attached = new SurvivingWebSessionStore(this, replaced, migration, this.generation);
		return Optional.of(this.attached);
	}

	/**
	 * Leave the surviving sessions to the next context.
	 * @param store the store of a context that is closed
	 */
	public synchronized void detach(InMemoryWebSessionStore store) {
		if (this.attached == store) {
			this.attached = null;
		}
	}

	/**
	 * Tell what has become of the sessions since the last restart.
	 * @return the numbers of this moment
	 */
	public SessionSurvival survival() {
		int waiting = 0;
		int parked = 0;
		Map<String, WebSession> sessions = this.store.getSessions();
		for (WebSession session : sessions.values()) {
			SessionRecord record = record(session);
			if (record.isSettled(this.generation)) {
				parked += record.parked().size();
			}
			else {
				waiting += record.parked().size();
			}
		}
		AttributeMigration migration = migration();
		int migrated = (migration != null) ? migration.migrated() : 0;
		return new SessionSurvival(sessions.size(), this.kept, migrated, waiting, parked);
	}

	private synchronized @Nullable AttributeMigration migration() {
		return this.migration;
	}

	@Override
	public void onRetirement(Retirement retirement) {
		retire(retirement.retiredLoader());
	}

	void retire(@Nullable ClassLoader retired) {
		AttributeMigration migration;
		synchronized (this) {
			this.generation++;
			migration = this.migration;
			this.migration = null;
			this.attached = null;
		}
		Map<Attribute, Object> values = new LinkedHashMap<>();
		records().forEach((session, record) -> retire(session, record, values));
		Map<Attribute, DehydratedValue> dehydrated = AttributeMigration.dehydrate(values, retired, migration);
		values.forEach((attribute, value) -> attribute.park(value, dehydrated.get(attribute)));
		this.kept = (int) dehydrated.values().stream().filter(DehydratedValue::isKept).count();
		releaseClock();
		logger.debug(this.store.getSessions().size() + " web sessions stay, with " + this.kept
				+ " attributes as they are and " + (values.size() - this.kept) + " that move to other classes");
	}

	private void releaseClock() {
		Clock clock = this.store.getClock();
		if (!clock.equals(Clock.systemUTC())) {
			// It may be of the retired generation; the next one sets its own
			this.store.setClock(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), clock.instant())));
		}
	}

	private void retire(WebSession session, SessionRecord record, Map<Attribute, Object> values) {
		if (session.isExpired()) {
			return;
		}
		if (session.isStarted()) {
			// Also without the attributes that are taken out
			session.start();
		}
		record.retire(this.generation, session.getAttributes())
			.forEach((name, value) -> values.put(new Attribute(session, record, name), value));
	}

	InMemoryWebSessionStore store() {
		return this.store;
	}

	WebSession settled(WebSession session, AttributeMigration migration, int generation) {
		if (generation != this.generation) {
			throw new IllegalStateException("The application has restarted: its running generation has the web "
					+ "session now, not the retired one that asks for it. Send the request again");
		}
		migration.settle(session, record(session));
		return inGeneration(session, generation);
	}

	WebSession inGeneration(WebSession session, int generation) {
		SessionRecord record = record(session);
		return record.session(generation, () -> new GenerationSession(session, record, this, generation));
	}

	int generation() {
		return this.generation;
	}

	private SessionRecord record(WebSession session) {
		synchronized (this.records) {
			return this.records.computeIfAbsent(session, (key) -> new SessionRecord());
		}
	}

	private Map<WebSession, SessionRecord> records() {
		synchronized (this.records) {
			return new LinkedHashMap<>(this.records);
		}
	}

	/**
	 * Identifies an attribute.
	 */
	private record Attribute(WebSession session, SessionRecord record, String name) {

		void park(Object value, @Nullable DehydratedValue dehydrated) {
			if (dehydrated == null || !dehydrated.isKept()) {
				this.record.park(this.session.getAttributes(), this.name, value, dehydrated);
			}
		}

	}

}
