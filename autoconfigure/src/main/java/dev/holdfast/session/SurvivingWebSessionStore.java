package dev.holdfast.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.core.publisher.Mono;

/**
 * The in-memory store of one generation: its settings are those of the store that it
 * replaces, its sessions those that survive.
 */
final class SurvivingWebSessionStore extends InMemoryWebSessionStore {

	private final SurvivingSessions sessions;

	private final InMemoryWebSessionStore replaced;

	private final AttributeMigration migration;

	private final int generation;

	SurvivingWebSessionStore(SurvivingSessions sessions, InMemoryWebSessionStore replaced, AttributeMigration migration,
			int generation) {
		this.sessions = sessions;
		this.replaced = replaced;
		this.migration = migration;
		this.generation = generation;
		setMaxSessions(replaced.getMaxSessions());
		setClock(replaced.getClock());
	}

	@Override
	public Mono<WebSession> createWebSession() {
		// Boot's store sets the idle time of a session when it has been created
		return this.replaced.createWebSession()
			.flatMap((model) -> this.sessions.store().createWebSession().map((session) -> {
				session.setMaxIdleTime(model.getMaxIdleTime());
				return this.sessions.inGeneration(session, this.generation);
			}));
	}

	@Override
	public Mono<WebSession> retrieveSession(String id) {
		return this.sessions.store().retrieveSession(id).map(this::settled);
	}

	private WebSession settled(WebSession session) {
		return this.sessions.settled(session, this.migration, this.generation);
	}

	@Override
	public Mono<Void> removeSession(String id) {
		return this.sessions.store().removeSession(id);
	}

	@Override
	public Mono<WebSession> updateLastAccessTime(WebSession session) {
		WebSession stored = (session instanceof GenerationSession ours) ? ours.session() : session;
		return this.sessions.store().updateLastAccessTime(stored).thenReturn(session);
	}

	@Override
	public Map<String, WebSession> getSessions() {
		Map<String, WebSession> sessions = new LinkedHashMap<>();
		this.sessions.store().getSessions().forEach((id, session) -> sessions.put(id, settled(session)));
		return Collections.unmodifiableMap(sessions);
	}

	@Override
	public void removeExpiredSessions() {
		this.sessions.store().removeExpiredSessions();
	}

	@Override
	public int getMaxSessions() {
		return this.sessions.store().getMaxSessions();
	}

	@Override
	public void setMaxSessions(int maxSessions) {
		this.sessions.store().setMaxSessions(maxSessions);
	}

	@Override
	public Duration getDefaultMaxIdleTime() {
		return this.replaced.getDefaultMaxIdleTime();
	}

	@Override
	public void setDefaultMaxIdleTime(Duration defaultMaxIdleTime) {
		this.replaced.setDefaultMaxIdleTime(defaultMaxIdleTime);
	}

	@Override
	public Clock getClock() {
		return this.sessions.store().getClock();
	}

	@Override
	public void setClock(Clock clock) {
		this.replaced.setClock(clock);
		this.sessions.store().setClock(clock);
	}

}
