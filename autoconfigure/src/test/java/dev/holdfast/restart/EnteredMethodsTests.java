package dev.holdfast.restart;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class EnteredMethodsTests {

	private static final String REQUEST = EnteredMethods.REQUEST_THREADS + "-1";

	private EnteredMethods methods;

	private int number;

	@BeforeEach
	void begin() {
		this.methods = BaseThreads.call("start", EnteredMethods::begin);
		this.number = this.methods.next();
	}

	@AfterEach
	void end() {
		this.methods.end();
	}

	@Test
	void recordsWhatIsEnteredDuringTheStart() {
		assertThat(this.methods.contains(this.number)).isFalse();
		EnteredMethods.enter(this.number);
		assertThat(this.methods.contains(this.number)).isTrue();
		assertThat(this.methods.contains(this.methods.next())).isFalse();
	}

	@Test
	void recordsNothingAfterTheStart() {
		this.methods.started();
		assertNotRecorded(() -> EnteredMethods.enter(this.number));
	}

	@Test
	void recordsWhatTheThreadOfTheStartGoesOnToDo() {
		EnteredMethods.begin().end();
		EnteredMethods own = EnteredMethods.begin();
		int method = own.next();
		own.started();
		on("other", () -> EnteredMethods.enter(method));
		assertThat(own.contains(method)).isFalse();
		EnteredMethods.enter(method);
		assertThat(own.contains(method)).isTrue();
		own.end();
	}

	@Test
	void doesNotRecordRequestsDuringTheStart() {
		assertNotRecorded(() -> on(REQUEST, () -> EnteredMethods.enter(this.number)));
	}

	@Test
	void doesNotRecordWhatRequestsScheduleDuringTheStart() {
		Scheduler scheduler = Schedulers.newSingle("background");
		AtomicBoolean done = new AtomicBoolean();
		assertNotRecorded(() -> on(REQUEST, () -> scheduler.schedule(() -> {
			EnteredMethods.enter(this.number);
			done.set(true);
		})));
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(done);
		assertThat(this.methods.contains(this.number)).isFalse();
		scheduler.schedule(() -> EnteredMethods.enter(this.number));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.methods.contains(this.number));
		scheduler.dispose();
	}

	@Test
	void recordsWhatRequestsScheduleToMakeSomethingThatStays() {
		Scheduler scheduler = Schedulers.newSingle("background");
		on(REQUEST, () -> {
			EnteredMethods.making();
			scheduler.schedule(() -> EnteredMethods.enter(this.number));
		});
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.methods.contains(this.number));
		scheduler.dispose();
	}

	@Test
	void recordsOthersWhileTheThreadOfTheStartGoesOn() {
		EnteredMethods own = EnteredMethods.begin();
		int method = own.next();
		own.started();
		on(REQUEST, () -> EnteredMethods.enter(method));
		assertThat(own.contains(method)).isFalse();
		on(REQUEST, () -> {
			EnteredMethods.making();
			EnteredMethods.enter(method);
		});
		assertThat(own.contains(method)).isTrue();
		own.end();
	}

	@Test
	void tellsOfBeansThatNobodyHasSeenBeingMade() {
		EnteredMethods.created("early");
		this.methods.started();
		on(REQUEST, () -> {
			EnteredMethods.creating("announced", () -> true);
			EnteredMethods.created("announced");
		});
		assertThat(this.methods.unseen()).isNull();
		on(REQUEST, () -> EnteredMethods.created("announced"));
		assertThat(this.methods.unseen()).isEqualTo("announced");
	}

	@Test
	void recordsWhileSomethingIsMadeThatStays() {
		this.methods.started();
		int after = this.methods.next();
		on(REQUEST, () -> {
			EnteredMethods.making();
			EnteredMethods.making();
			EnteredMethods.made();
			EnteredMethods.enter(this.number);
			EnteredMethods.made();
			EnteredMethods.enter(after);
		});
		assertThat(this.methods.contains(this.number)).isTrue();
		assertThat(this.methods.contains(after)).isFalse();
	}

	@Test
	void doesNotRecordRequestsWhileAnotherMakesSomething() {
		this.methods.started();
		on(REQUEST, EnteredMethods::making);
		assertNotRecorded(() -> on(REQUEST, () -> EnteredMethods.enter(this.number)));
		on("background", () -> EnteredMethods.enter(this.number));
		assertThat(this.methods.contains(this.number)).isTrue();
	}

	@Test
	void recordsUntilABeanIsCreated() {
		this.methods.started();
		AtomicBoolean unfinished = new AtomicBoolean(true);
		int after = this.methods.next();
		on(REQUEST, () -> {
			EnteredMethods.creating("bean", unfinished::get);
			EnteredMethods.enter(this.number);
			unfinished.set(false);
			EnteredMethods.enter(after);
		});
		assertThat(this.methods.contains(this.number)).isTrue();
		assertThat(this.methods.contains(after)).isFalse();
	}

	@Test
	void recordsManyMethods() {
		int last = this.number;
		for (int i = 0; i < 20_000; i++) {
			last = this.methods.next();
			if (i % 2 == 0) {
				EnteredMethods.enter(last);
			}
		}
		assertThat(this.methods.contains(last)).isFalse();
		assertThat(this.methods.contains(last - 1)).isTrue();
		assertThat(this.methods.contains(this.number)).isFalse();
	}

	@Test
	void tellsMethodsOfGenerationsApart() {
		EnteredMethods next = BaseThreads.call("start", EnteredMethods::begin);
		int another = next.next();
		EnteredMethods.enter(this.number);
		assertThat(this.methods.contains(this.number)).isFalse();
		assertThat(next.contains(another)).isFalse();
		this.methods.end();
		EnteredMethods.enter(another);
		assertThat(next.contains(another)).isTrue();
		next.end();
	}

	@Test
	void toleratesCallsWhenNothingIsRecorded() {
		this.methods.end();
		EnteredMethods.making();
		EnteredMethods.creating("bean", () -> true);
		EnteredMethods.created("bean");
		EnteredMethods.remaking(getClass());
		assertNotRecorded(() -> EnteredMethods.enter(this.number));
		EnteredMethods.made();
	}

	private void assertNotRecorded(Runnable action) {
		action.run();
		assertThat(this.methods.contains(this.number)).isFalse();
	}

	private static void on(String name, Runnable task) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread thread = BaseThreads.create(name, true, task);
		thread.setUncaughtExceptionHandler((failed, ex) -> failure.set(ex));
		thread.start();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
		assertThat(failure.get()).isNull();
	}

}
