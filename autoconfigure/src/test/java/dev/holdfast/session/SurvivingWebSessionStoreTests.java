package dev.holdfast.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store of one generation.
 */
class SurvivingWebSessionStoreTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final SessionFixture fixture = new SessionFixture();

	@Test
	void appliesTheSettingsOfEachGeneration() {
		InMemoryWebSessionStore replaced = new InMemoryWebSessionStore();
		replaced.setMaxSessions(2);
		replaced.setDefaultMaxIdleTime(Duration.ofMinutes(5));
		WebSession first = this.fixture.createSession("name", "Ada");
		this.fixture.restart(replaced);
		WebSession second = this.fixture.createSession("name", "Grace");
		assertThat(this.fixture.store().getMaxSessions()).isEqualTo(2);
		assertThat(this.fixture.store().getDefaultMaxIdleTime()).isEqualTo(Duration.ofMinutes(5));
		assertThat(this.fixture.retrieve(first).getMaxIdleTime()).isEqualTo(Duration.ofMinutes(30));
		assertThat(second.getMaxIdleTime()).isEqualTo(Duration.ofMinutes(5));
		WebSession third = SessionFixture.get(this.fixture.store().createWebSession());
		third.start();
		StepVerifier.create(Mono.defer(third::save)).expectError(IllegalStateException.class).verify(LIMIT);
		this.fixture.restart();
		SessionFixture.await(third.save());
	}

	@Test
	void givesNewSessionsTheIdleTimeOfTheReplacedStore() {
		this.fixture.restart(new InMemoryWebSessionStore() {

			@Override
			public Mono<WebSession> createWebSession() {
				return super.createWebSession()
					.doOnSuccess((session) -> session.setMaxIdleTime(Duration.ofSeconds(42)));
			}

		});
		assertThat(this.fixture.createSession("name", "Ada").getMaxIdleTime()).isEqualTo(Duration.ofSeconds(42));
	}

	@Test
	void takesSettingsLater() {
		InMemoryWebSessionStore store = this.fixture.store();
		store.setDefaultMaxIdleTime(Duration.ofMinutes(1));
		store.setMaxSessions(7);
		assertThat(this.fixture.createSession("name", "Ada").getMaxIdleTime()).isEqualTo(Duration.ofMinutes(1));
		assertThat(store.getMaxSessions()).isEqualTo(7);
	}

	@Test
	void expiresSessionsThatSurvived() {
		WebSession session = this.fixture.createSession("name", "Ada");
		InMemoryWebSessionStore replaced = new InMemoryWebSessionStore();
		this.fixture.restart(replaced).store().setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31)));
		assertThat(session.isExpired()).isTrue();
		StepVerifier.create(this.fixture.store().retrieveSession(session.getId())).expectComplete().verify(LIMIT);
		assertThat(this.fixture.sessions.survival().sessions()).isZero();
	}

	@Test
	void doesNotKeepTheClockOfARetiredGeneration() {
		Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
		this.fixture.store().setClock(clock);
		WebSession session = this.fixture.createSession("name", "Ada");
		this.fixture.retire();
		assertThat(this.fixture.store().getClock()).isNotSameAs(clock);
		assertThat(Duration.between(clock.instant(), this.fixture.store().getClock().instant()))
			.isLessThan(Duration.ofMinutes(1));
		this.fixture.restart();
		assertThat(this.fixture.store().getClock()).isEqualTo(Clock.systemUTC());
		assertThat(this.fixture.retrieve(session).getCreationTime()).isEqualTo(session.getCreationTime());
	}

	@Test
	void listsRemovesAndTouchesSessions() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.restart();
		Map<String, WebSession> sessions = this.fixture.store().getSessions();
		assertThat(sessions).containsOnlyKeys(session.getId());
		assertThat(sessions.get(session.getId()).getAttributes()).containsEntry("item",
				this.fixture.classes().item("tea"));
		WebSession retrieved = this.fixture.retrieve(session);
		StepVerifier.create(this.fixture.store().updateLastAccessTime(retrieved))
			.expectNext(retrieved)
			.expectComplete()
			.verify(LIMIT);
		SessionFixture.await(this.fixture.store().removeSession(session.getId()));
		assertThat(this.fixture.store().getSessions()).isEmpty();
	}

	@Test
	void givesAllRequestsOfAGenerationTheSameSession() {
		WebSession session = this.fixture.createSession("name", "Ada");
		assertThat(this.fixture.retrieve(session)).isSameAs(session);
		WebSession after = this.fixture.restart().retrieve(session);
		assertThat(this.fixture.retrieve(session)).isSameAs(after).isNotSameAs(session);
	}

}
