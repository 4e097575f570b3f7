package dev.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * A session of Spring's store, as the requests of one generation see it.
 */
final class GenerationSession implements WebSession {

	private final WebSession session;

	private final SurvivingSessions sessions;

	private final int generation;

	private final SessionAttributes attributes;

	GenerationSession(WebSession session, SessionRecord record, SurvivingSessions sessions, int generation) {
		this.session = session;
		this.sessions = sessions;
		this.generation = generation;
		this.attributes = new SessionAttributes(session.getAttributes(), record, this::isRetired);
	}

	private boolean isRetired() {
		return this.generation != this.sessions.generation();
	}

	/**
	 * Return the session itself, which is the same in all generations.
	 * @return the session of Spring's store
	 */
	WebSession session() {
		return this.session;
	}

	int generation() {
		return this.generation;
	}

	void retire() {
		this.attributes.retire();
	}

	@Override
	public String getId() {
		return this.session.getId();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public void start() {
		this.session.start();
	}

	@Override
	public boolean isStarted() {
		return this.session.isStarted();
	}

	@Override
	public Mono<Void> changeSessionId() {
		return this.session.changeSessionId();
	}

	@Override
	public Mono<Void> invalidate() {
		this.attributes.clear();
		return this.session.invalidate();
	}

	@Override
	public Mono<Void> save() {
		return this.session.save();
	}

	@Override
	public boolean isExpired() {
		return this.session.isExpired();
	}

	@Override
	public Instant getCreationTime() {
		return this.session.getCreationTime();
	}

	@Override
	public Instant getLastAccessTime() {
		return this.session.getLastAccessTime();
	}

	@Override
	public void setMaxIdleTime(Duration maxIdleTime) {
		this.session.setMaxIdleTime(maxIdleTime);
	}

	@Override
	public Duration getMaxIdleTime() {
		return this.session.getMaxIdleTime();
	}

}
