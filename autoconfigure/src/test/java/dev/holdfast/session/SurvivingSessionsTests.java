package dev.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.test.StepVerifier;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions and their attributes through restarts.
 */
class SurvivingSessionsTests {

	private final SessionFixture fixture = new SessionFixture();

	@Test
	void keepsIdAndTimes() {
		WebSession before = this.fixture.createSession("name", "Ada");
		before.setMaxIdleTime(Duration.ofMinutes(7));
		Instant lastAccess = before.getLastAccessTime();
		this.fixture.restart();
		assertThat(before.getLastAccessTime()).isEqualTo(lastAccess);
		WebSession after = this.fixture.retrieve(before);
		assertThat(after).isNotSameAs(before);
		assertThat(after.getId()).isEqualTo(before.getId());
		assertThat(after.getCreationTime()).isEqualTo(before.getCreationTime());
		assertThat(after.getMaxIdleTime()).isEqualTo(Duration.ofMinutes(7));
		assertThat(after.isStarted()).isTrue();
		assertThat(after.isExpired()).isFalse();
	}

	@Test
	void keepsAttributesOfBaseTypesByIdentity() {
		List<String> names = new ArrayList<>(List.of("Ada"));
		WebSession session = this.fixture.createSession("names", names);
		Object read = this.fixture.restart().retrieve(session).getAttribute("names");
		assertThat(read).isSameAs(names);
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 1, 0, 0, 0));
	}

	@Test
	void movesAttributesOfAppTypesWhenTheSessionIsAskedFor() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		session.getAttributes().put("name", "Ada");
		this.fixture.restart();
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 1, 0, 1, 0));
		WebSession after = this.fixture.retrieve(session);
		Object item = after.getAttribute("item");
		assertThat(item).isInstanceOf(this.fixture.classes().itemType()).isEqualTo(this.fixture.classes().item("tea"));
		assertThat(this.fixture.retrieve(session).<Object>getAttribute("item")).isSameAs(item);
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 1, 1, 0, 0));
	}

	@Test
	void movesAttributesAgainAndAgain() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		for (int i = 0; i < 5; i++) {
			Object item = this.fixture.restart().retrieve(session).getAttribute("item");
			assertThat(item).isEqualTo(this.fixture.classes().item("tea"));
		}
		this.fixture.restart().restart();
		assertThat(this.fixture.retrieve(session).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("tea"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void parksOneAttributeAndKeepsTheOthers(CapturedOutput output) {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		session.getAttributes().put("user", this.fixture.classes().greeting().get());
		WebSession after = this.fixture.restartWithoutItem().retrieve(session);
		assertThat(after.getAttributes()).containsOnlyKeys("user");
		this.fixture.retrieve(session);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("Attribute 'item'", "dev.holdfast.test.app.Item")
			.doesNotContain(session.getId());
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 1, 0, 0, 1));
		assertThat(this.fixture.restart().retrieve(session).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("tea"));
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 1, 1, 0, 0));
	}

	@Test
	void keepsASessionAllOfWhoseAttributesAreParked() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		WebSession after = this.fixture.restartWithoutItem().retrieve(session);
		assertThat(after.getAttributes()).isEmpty();
		assertThat(after.isStarted()).isTrue();
	}

	@Test
	void keepsParkedAttributesWhenTheIdChanges() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		WebSession after = this.fixture.restartWithoutItem().retrieve(session);
		String former = after.getId();
		SessionFixture.await(after.changeSessionId());
		assertThat(after.getId()).isNotEqualTo(former);
		assertThat(this.fixture.restart().retrieve(after).getAttributes()).containsOnlyKeys("item");
		StepVerifier.create(this.fixture.store().retrieveSession(former))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void letsGoOfAParkedAttributeThatIsSetAnew() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		WebSession after = this.fixture.restartWithoutItem().retrieve(session);
		after.getAttributes().put("item", "coffee");
		after.getAttributes().remove("item");
		assertThat(this.fixture.restart().retrieve(session).getAttributes()).isEmpty();
	}

	@Test
	void letsGoOfAParkedAttributeThatIsRemoved() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.restartWithoutItem().retrieve(session).getAttributes().remove("item");
		assertThat(this.fixture.restart().retrieve(session).getAttributes()).isEmpty();
	}

	@Test
	void letsGoOfEverythingWhenTheSessionIsInvalidated() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		WebSession after = this.fixture.restartWithoutItem().retrieve(session);
		SessionFixture.await(after.invalidate());
		this.fixture.restart();
		StepVerifier.create(this.fixture.store().retrieveSession(session.getId()))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(0, 0, 0, 0, 0));
	}

	@Test
	void settlesASessionOnceForRequestsAtTheSameTime() throws Exception {
		for (int i = 0; i < 20; i++) {
			WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
			this.fixture.restart();
			List<Object> items = Race.run(4, () -> this.fixture.retrieve(session).getAttribute("item"));
			assertThat(items).doesNotContainNull().allMatch((item) -> item == items.get(0));
		}
	}

	@Test
	void leavesSecondApplicationsAlone() {
		InMemoryWebSessionStore second = new InMemoryWebSessionStore();
		ClassLoader classLoader = this.fixture.classes().classLoader();
		assertThat(this.fixture.sessions.attach(second, classLoader)).isEmpty();
		this.fixture.sessions.detach(second);
		assertThat(this.fixture.sessions.attach(second, classLoader)).isEmpty();
		this.fixture.sessions.detach(this.fixture.store());
		assertThat(this.fixture.sessions.attach(second, classLoader)).isPresent();
	}

	@Test
	void keepsSessionsThroughGenerationsThatDoNotAskForThem() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.retire();
		this.fixture.retire();
		this.fixture.sessions.retire(null);
		assertThat(this.fixture.restart().retrieve(session).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("tea"));
	}

	@Test
	void keepsWhatAttributesOfASessionShare() {
		Object item = this.fixture.classes().item("tea");
		WebSession session = this.fixture.createSession("item", item);
		session.getAttributes().put("items", new ArrayList<>(List.of(item)));
		WebSession other = this.fixture.createSession("item", item);
		WebSession after = this.fixture.restart().retrieve(session);
		Object moved = after.getAttribute("item");
		assertThat(after.<List<Object>>getAttribute("items")).hasSize(1).first().isSameAs(moved);
		this.fixture.restart();
		moved = this.fixture.retrieve(session).getAttribute("item");
		assertThat(moved).isNotNull().isSameAs(this.fixture.retrieve(other).getAttribute("item"));
	}

	@Test
	void keepsExpiredSessionsOutOfTheWay() {
		WebSession session = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		session.setMaxIdleTime(Duration.ZERO);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(session::isExpired);
		this.fixture.restart();
		StepVerifier.create(this.fixture.store().retrieveSession(session.getId()))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

}
