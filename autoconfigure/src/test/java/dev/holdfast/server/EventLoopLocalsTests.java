package dev.holdfast.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.InternalThreadLocalMap;
import io.netty.util.internal.TypeParameterMatcher;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.AppLocal;

import static org.assertj.core.api.Assertions.assertThat;

class EventLoopLocalsTests {

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	private final Retirement retirement = RetirementFixture.of(this.retired.classLoader(), this.next.classLoader());

	private final FastThreadLocal<Object> local = new FastThreadLocal<>();

	@AfterEach
	void removeAll() {
		this.local.remove();
	}

	@Test
	void dropsValuesOfRetiredTypesAlone() {
		FastThreadLocal<Object> current = new FastThreadLocal<>();
		FastThreadLocal<Object> base = new FastThreadLocal<>();
		this.local.set(this.retired.item("apple"));
		current.set(this.next.item("pear"));
		base.set("plum");
		EventLoopLocals.drop(this.retirement);
		assertThat(this.local.isSet()).isFalse();
		assertThat(current.get()).isEqualTo(this.next.item("pear"));
		assertThat(base.get()).isEqualTo("plum");
		current.remove();
		base.remove();
	}

	@Test
	void dropsThreadLocalsOfRetiredTypesThoughTheirRemovalFails() {
		AppLocal current = new AppLocal();
		FastThreadLocal<?> old = (FastThreadLocal<?>) this.retired.create(AppLocal.class);
		assertThat(old.get()).isEqualTo("value");
		assertThat(current.get()).isEqualTo("value");
		this.local.set(this.retired.itemType());
		EventLoopLocals.drop(this.retirement);
		assertThat(old.isSet()).isFalse();
		assertThat(this.local.isSet()).isFalse();
		assertThat(current.isSet()).isTrue();
		InternalThreadLocalMap.remove();
	}

	@Test
	void dropsWhatNettyRemembersOfTypesOfHandlers() {
		TypeParameterMatcher.get(this.retired.itemType());
		TypeParameterMatcher.get(this.next.itemType());
		TypeParameterMatcher.find(this.retired.create(AppLocal.class), FastThreadLocal.class, "V");
		InternalThreadLocalMap locals = InternalThreadLocalMap.get();
		EventLoopLocals.drop(this.retirement);
		assertThat(locals.typeParameterMatcherGetCache()).containsKey(this.next.itemType())
			.doesNotContainKey(this.retired.itemType());
		assertThat(locals.typeParameterMatcherFindCache().keySet()).noneMatch(this.retirement::isOfRetired);
		InternalThreadLocalMap.remove();
	}

	@Test
	void hasNothingToDoOnAThreadWithoutAny() {
		InternalThreadLocalMap.remove();
		EventLoopLocals.drop(this.retirement);
		assertThat(InternalThreadLocalMap.getIfSet()).isNull();
	}

	@Test
	void dropsThemOnEveryEventLoop() {
		ServerThreads threads = new ServerThreads();
		AtomicReference<Object> left = new AtomicReference<>("nothing yet");
		try {
			Runnable leave = () -> this.local.set(this.retired.item("apple"));
			threads.resources().onServer(LoopResources.DEFAULT_NATIVE).forEach((eventLoop) -> eventLoop.execute(leave));
			threads.dropLocals(this.retirement);
			threads.resources().onServer(LoopResources.DEFAULT_NATIVE).forEach((eventLoop) -> {
				eventLoop.execute(() -> left.set(this.local.getIfExists()));
				Awaitility.await().untilAtomic(left, Matchers.nullValue());
				left.set("nothing yet");
			});
		}
		finally {
			threads.resources().disposeLater(Duration.ZERO, Duration.ZERO).subscribe();
		}
	}

}
