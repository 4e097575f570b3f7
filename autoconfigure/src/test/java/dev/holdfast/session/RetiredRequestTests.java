package dev.holdfast.session;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.test.StepVerifier;

import dev.holdfast.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of a retired generation that still run.
 */
class RetiredRequestTests {

	private final SessionFixture fixture = new SessionFixture();

	@Test
	void goesOnWithTheAttributesThatWereThere() {
		Object item = this.fixture.classes().item("tea");
		WebSession request = this.fixture.createSession("item", item);
		this.fixture.retire();
		assertThat(request.<Object>getAttribute("item")).isSameAs(item);
		this.fixture.restart().retrieve(request);
		assertThat(request.<Object>getAttribute("item")).isSameAs(item);
		assertThat(request.getAttributes()).containsOnlyKeys("item").hasSize(1);
	}

	@Test
	void movesWhatItWritesAfterTheRetirement() {
		WebSession request = this.fixture.createSession("name", "Ada");
		this.fixture.retire();
		request.getAttributes().put("item", this.fixture.classes().item("tea"));
		request.getAttributes().put("name", "Grace");
		WebSession after = this.fixture.restart().retrieve(request);
		assertThat(after.getAttributes()).containsEntry("name", "Grace")
			.containsEntry("item", this.fixture.classes().item("tea"));
	}

	@Test
	void movesWhatItWritesAfterTheSessionHasMoved() {
		Object late = this.fixture.classes().item("late");
		WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.restart().retrieve(request);
		request.getAttributes().put("item", late);
		assertThat(request.<Object>getAttribute("item")).isSameAs(late);
		assertThat(this.fixture.retrieve(request).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("late"));
	}

	@Test
	void movesASessionThatItSavesAfterTheRetirement() {
		WebSession request = SessionFixture.get(this.fixture.store().createWebSession());
		request.getAttributes().put("item", this.fixture.classes().item("tea"));
		this.fixture.retire();
		SessionFixture.await(request.save());
		assertThat(this.fixture.restart().retrieve(request).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("tea"));
	}

	@Test
	void movesASessionThatItCreatesAfterTheRetirement() {
		this.fixture.retire();
		WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		assertThat(this.fixture.restart().retrieve(request).<Object>getAttribute("item"))
			.isEqualTo(this.fixture.classes().item("tea"));
	}

	@Test
	void removesAnAttributeForGood() {
		WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.retire();
		request.getAttributes().remove("item");
		assertThat(request.getAttributes()).isEmpty();
		assertThat(this.fixture.restart().retrieve(request).getAttributes()).isEmpty();
	}

	@Test
	void invalidatesTheSessionForGood() {
		WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		this.fixture.retire();
		SessionFixture.await(request.invalidate());
		Map<String, WebSession> sessions = this.fixture.restart().store().getSessions();
		assertThat(sessions).isEmpty();
	}

	@Test
	void losesNoWriteAtTheMomentOfTheRetirement() throws Exception {
		for (int i = 0; i < 100; i++) {
			String name = "late " + i;
			Object late = this.fixture.classes().item(name);
			WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
			race(() -> request.getAttributes().put("item", late));
			assertThat(this.fixture.restart().retrieve(request).<Object>getAttribute("item"))
				.isEqualTo(this.fixture.classes().item(name));
		}
	}

	@Test
	void bringsNothingBackThatIsRemovedAtTheMomentOfTheRetirement() throws Exception {
		for (int i = 0; i < 100; i++) {
			WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
			race(() -> request.getAttributes().remove("item"));
			assertThat(this.fixture.restart().retrieve(request).getAttributes()).isEmpty();
		}
	}

	private void race(Runnable write) throws Exception {
		Race.run(List.of(() -> {
			write.run();
			return true;
		}, () -> {
			this.fixture.retire();
			return true;
		}));
	}

	@Test
	void leavesSessionsToTheRunningGeneration() {
		InMemoryWebSessionStore retired = this.fixture.store();
		WebSession before = this.fixture.createSession("name", "Ada");
		this.fixture.retire();
		WebSession after = this.fixture.createSession("name", "Grace");
		assertRefused(retired, before);
		assertRefused(retired, after);
	}

	private static void assertRefused(InMemoryWebSessionStore retired, WebSession session) {
		StepVerifier.create(retired.retrieveSession(session.getId()))
			.expectErrorSatisfies((error) -> assertThat(error).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("Send the request again"))
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void isNotKeptInMemory() {
		Object item = this.fixture.classes().item("tea");
		WeakReference<Object> attribute = new WeakReference<>(item);
		WeakReference<WebSession> request = new WeakReference<>(this.fixture.createSession("item", item));
		item = null;
		this.fixture.restart();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return request.get() == null && attribute.get() == null;
		});
		assertThat(this.fixture.sessions.survival()).isEqualTo(new SessionSurvival(1, 0, 0, 1, 0));
	}

	@Test
	void leavesWhatTheNextGenerationWroteLast() {
		WebSession request = this.fixture.createSession("item", this.fixture.classes().item("tea"));
		WebSession after = this.fixture.restart().retrieve(request);
		request.getAttributes().put("item", "late");
		Object item = this.fixture.classes().item("coffee");
		after.getAttributes().put("item", item);
		assertThat(this.fixture.retrieve(request).<Object>getAttribute("item")).isSameAs(item);
	}

}
