package dev.holdfast.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;

import dev.holdfast.restart.Restarts;
import dev.holdfast.state.migration.ContainerAdapters;
import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.Dehydrator;
import dev.holdfast.state.migration.MigrationException;
import dev.holdfast.state.migration.Rehydrated;
import dev.holdfast.state.migration.RehydrationTarget;
import dev.holdfast.state.migration.Rehydrator;

/**
 * Moves attributes to the classes of one generation, and goes with it.
 * <p>
 * Sessions are settled one at a time, since attributes of several may share objects; a
 * request for a session that is being settled waits, rather than see half of it.
 */
final class AttributeMigration {

	private static final Log logger = LogFactory.getLog(AttributeMigration.class);

	private static final RehydrationTarget ANYTHING = RehydrationTarget.of(Object.class);

	private static final long RETIREMENT_SECONDS = 1;

	private final Lock lock = new ReentrantLock();

	private final AtomicInteger migrated = new AtomicInteger();

	private final int generation;

	private final ContainerAdapters adapters;

	private final Rehydrator rehydrator;

	AttributeMigration(int generation, ClassLoader classLoader) {
		this.generation = generation;
		this.adapters = ContainerAdapters.load(classLoader);
		this.rehydrator = new Rehydrator(classLoader, this.adapters);
	}

	int migrated() {
		return this.migrated.get();
	}

	/**
	 * Give a session back what fits the classes of the generation, unless that has been
	 * tried already.
	 * @param session the session
	 * @param record what is parked of it
	 */
	void settle(WebSession session, SessionRecord record) {
		if (record.isSettled(this.generation)) {
			return;
		}
		this.lock.lock();
		try {
			boolean all = !record.wasSettled(this.generation);
			Set<String> late = parkLate(session, record);
			record.parked().forEach((name, value) -> {
				if (all || late.contains(name)) {
					restore(session, record, name, value);
				}
			});
			record.settle(this.generation);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Set<String> parkLate(WebSession session, SessionRecord record) {
		Map<String, Object> late = record.takeLate(this.generation, session.getAttributes());
		if (!late.isEmpty()) {
			new Dehydrator(Restarts::isAppType, this.adapters, null).dehydrate(late)
				.forEach((name, value) -> park(session, record, name, late.get(name), value));
		}
		return late.keySet();
	}

	private static void park(WebSession session, SessionRecord record, String name, @Nullable Object value,
			DehydratedValue dehydrated) {
		if (value != null && !dehydrated.isKept()) {
			record.park(session.getAttributes(), name, value, dehydrated);
		}
	}

	private void restore(WebSession session, SessionRecord record, String name, DehydratedValue dehydrated) {
		try {
			Rehydrated rehydrated = this.rehydrator.rehydrate(dehydrated, ANYTHING);
			if (record.restore(this.generation, session.getAttributes(), name, dehydrated, rehydrated.value())) {
				this.migrated.incrementAndGet();
				if (logger.isDebugEnabled()) {
					logger.debug("Attribute '" + name + "' of web session " + SessionHash.of(session)
							+ " has moved to the present classes " + rehydrated.changes());
				}
			}
		}
		catch (MigrationException ex) {
			warn(session, name, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			warn(session, name, ex.toString());
		}
	}

	private static void warn(WebSession session, String name, String problem) {
		logger.warn("Attribute '" + name + "' of web session " + SessionHash.of(session)
				+ " is parked, as it does not fit the present classes. " + problem
				+ ". The session goes on without the attribute, which is back when its class fits again; "
				+ "to set or remove the attribute lets go of what is parked");
	}

	/**
	 * Take the classes of the retired generation out of attributes, all in one pass.
	 * @param <K> what identifies an attribute
	 * @param values the attributes of all sessions
	 * @param retired the loader of the retired generation, unless it is gone
	 * @param migration what has moved attributes in the retired generation, if anything
	 * has
	 * @return the values without classes
	 */
	static <K> Map<K, DehydratedValue> dehydrate(Map<K, Object> values, @Nullable ClassLoader retired,
			@Nullable AttributeMigration migration) {
		if (values.isEmpty()) {
			return new LinkedHashMap<>();
		}
		if (migration == null) {
			ContainerAdapters adapters = ContainerAdapters.load(retired);
			return OnePass.dehydrate(values, () -> new Dehydrator(Restarts::isAppType, adapters, null));
		}
		return migration.dehydrate(values);
	}

	private <K> Map<K, DehydratedValue> dehydrate(Map<K, Object> values) {
		boolean locked = tryLock();
		try {
			Rehydrator previous = locked ? this.rehydrator : null;
			return OnePass.dehydrate(values, () -> new Dehydrator(Restarts::isAppType, this.adapters, previous));
		}
		finally {
			if (locked) {
				this.lock.unlock();
			}
		}
	}

	private boolean tryLock() {
		try {
			// A restart never waits for code of the application without a limit
			return this.lock.tryLock(RETIREMENT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
