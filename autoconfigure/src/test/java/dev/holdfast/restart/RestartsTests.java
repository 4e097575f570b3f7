package dev.holdfast.restart;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.devtools.restart.RestartInitializer;
import org.springframework.boot.devtools.restart.Restarter;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.Race;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RestartsTests {

	private final AppClasses app = new AppClasses();

	@Test
	void areNotActiveWithoutARestarter() {
		Restarter.clearInstance();
		assertThat(Restarts.areActive()).isFalse();
		assertThat(Restarts.generations()).isSameAs(Generations.single());
		assertThat(Restarts.generationsOfContext()).isSameAs(Generations.single());
	}

	@Test
	void areNotActiveWithARestarterThatHasNothingToRestart() throws Exception {
		Restarter.clearInstance();
		Thread thread = new Thread(() -> Restarter.initialize(new String[0], false, RestartInitializer.NONE, false));
		thread.start();
		thread.join(10_000);
		assertThat(Restarter.getInstance()).isNotNull();
		assertThat(Restarts.areActive()).isFalse();
		Restarter.clearInstance();
	}

	@Test
	void knowAppTypesByTheirClassLoader() {
		Class<?> appType = this.app.itemType();
		assertThat(Restarts.isAppType(appType)).isTrue();
		assertThat(Restarts.isAppType(appType.arrayType().arrayType())).isTrue();
		assertThat(Restarts.isAppType(RestartsTests.class)).isFalse();
		assertThat(Restarts.isAppType(String.class)).isFalse();
		assertThat(Restarts.isAppType(int[].class)).isFalse();
	}

	@Test
	void createASurvivorOnceInManyThreads() throws Exception {
		AtomicInteger created = new AtomicInteger();
		List<Raced> survivors = Race.run(16, () -> Restarts.survivor(Raced.class, () -> {
			created.incrementAndGet();
			Thread.yield();
			return new Raced();
		}));
		assertThat(created).hasValue(1);
		assertThat(survivors).hasSize(16).containsOnly(survivors.get(0));
	}

	@Test
	void letASurvivorAskForAnother() {
		Outer outer = Restarts.survivor(Outer.class, () -> new Outer(Restarts.survivor(Inner.class, Inner::new)));
		assertThat(outer.inner()).isSameAs(Restarts.survivor(Inner.class, Inner::new));
	}

	@Test
	void findASurvivorOnlyOnceItIsThere() {
		assertThat(Restarts.findSurvivor(Sought.class)).isEmpty();
		Sought sought = Restarts.survivor(Sought.class, Sought::new);
		assertThat(Restarts.findSurvivor(Sought.class)).containsSame(sought);
	}

	@Test
	void keepNothingOfASurvivorThatCouldNotBeCreated() {
		assertThatIllegalStateException().isThrownBy(() -> Restarts.survivor(Failing.class, () -> {
			throw new IllegalStateException("not yet");
		})).withMessage("not yet");
		assertThat(Restarts.survivor(Failing.class, Failing::new)).isNotNull();
	}

	@Test
	void refuseASurvivorOfAnAppType() {
		Supplier<Object> factory = () -> this.app.item("apple");
		assertThatIllegalArgumentException().isThrownBy(() -> survivor(this.app.itemType(), factory))
			.withMessageContainingAll("'type' must be a base type", "[dev.holdfast.test.app.Item]");
	}

	@SuppressWarnings("unchecked")
	private <T> T survivor(Class<T> type, Supplier<Object> factory) {
		return Restarts.survivor(type, (Supplier<T>) factory);
	}

	@Test
	void callOnAThreadWithNameAndBaseLoader() {
		Thread caller = Thread.currentThread();
		ClassLoader before = caller.getContextClassLoader();
		caller.setContextClassLoader(this.app.classLoader());
		try {
			Thread thread = Restarts.callOnBaseThread("test-base", Thread::currentThread);
			assertThat(thread).isNotSameAs(caller);
			assertThat(thread.getName()).isEqualTo("test-base");
			assertThat(thread.isDaemon()).isTrue();
			assertThat(Restarts.callOnBaseThread("test-base", () -> Thread.currentThread().getContextClassLoader()))
				.isSameAs(Restarts.class.getClassLoader());
		}
		finally {
			caller.setContextClassLoader(before);
		}
	}

	@Test
	void passOnWhatACallReturnsOrThrows() {
		assertThat(Restarts.<Object>callOnBaseThread("test-base", () -> null)).isNull();
		IllegalStateException exception = new IllegalStateException("refused");
		assertThatIllegalStateException().isThrownBy(() -> Restarts.callOnBaseThread("test-base", () -> {
			throw exception;
		})).isSameAs(exception);
		LinkageError error = new LinkageError("refused");
		assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> Restarts.callOnBaseThread("test-base", () -> {
			throw error;
		})).isSameAs(error);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> Restarts.callOnBaseThread("test-base", () -> sneak(new IOException("refused"))))
			.withCauseInstanceOf(IOException.class);
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> Object sneak(Exception exception) throws E {
		throw (E) exception;
	}

	@Test
	void startAThreadWithNameAndBaseLoader() throws Exception {
		CompletableFuture<Thread> started = new CompletableFuture<>();
		CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
		Restarts.startBaseThread("test-started", false, () -> {
			loader.complete(Thread.currentThread().getContextClassLoader());
			started.complete(Thread.currentThread());
		});
		Thread thread = started.get(10, TimeUnit.SECONDS);
		assertThat(thread.getName()).isEqualTo("test-started");
		assertThat(thread.isDaemon()).isFalse();
		assertThat(loader.get(10, TimeUnit.SECONDS)).isSameAs(Restarts.class.getClassLoader());
	}

	@Nested
	@ExtendWith(RestarterExtension.class)
	class WithARestarter {

		@Test
		void areActive() {
			assertThat(Restarts.areActive()).isTrue();
			assertThat(Restarts.isWithinReach()).isFalse();
			assertThat(Restarts.generations()).isSameAs(Restarts.restartingGenerations());
		}

		@Test
		void haveGenerationsOfTheirOwnForEachContext() {
			Generations generations = Restarts.generationsOfContext();
			assertThat(generations).isInstanceOf(ContextGenerations.class).isNotSameAs(Restarts.generationsOfContext());
			assertThat(generations.current()).isSameAs(Restarts.generations().current());
		}

		@Test
		void callOnAThreadWithNameAndBaseLoader() {
			new RestartsTests().callOnAThreadWithNameAndBaseLoader();
		}

	}

	private static final class Raced {

	}

	private record Outer(Inner inner) {

	}

	private static final class Inner {

	}

	private static final class Sought {

	}

	private static final class Failing {

	}

}
