package dev.holdfast.reload.redefine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedefinerTests {

	private static final String A = "class A { public String toString() { return \"%s\"; } } ";

	private static final String B = "class B { public String toString() { return \"%s\"; } } ";

	private final Redefiner redefiner = new Redefiner((loader) -> null);

	@Test
	void replacesBodiesOfLoadedClasses() throws Exception {
		this.redefiner.attach();
		assertThat(this.redefiner.isReady()).isTrue();
		Compiled loader = Compiled.of(A.formatted("1"));
		Object object = make(loader, "app.A");
		this.redefiner.redefine(loader, Compiled.of(A.formatted("2")).classes());
		assertThat(object).hasToString("2");
	}

	@Test
	void replacesNothingIfTheJvmRefusesOneClass() throws Exception {
		this.redefiner.attach();
		Compiled loader = Compiled.of(A.formatted("1") + B.formatted("1"));
		Object first = make(loader, "app.A");
		Object second = make(loader, "app.B");
		Map<String, byte[]> changed = Compiled.of(A.formatted("2") + "class B { int more; }").classes();
		assertThatExceptionOfType(RedefinitionException.class)
			.isThrownBy(() -> this.redefiner.redefine(loader, changed))
			.withMessageContaining("the JVM refuses");
		assertThat(first).hasToString("1");
		assertThat(second).hasToString("1");
	}

	@Test
	void replacesNothingIfAClassIsNotThereYet() throws Exception {
		this.redefiner.attach();
		Compiled loader = Compiled.of(A.formatted("1") + B.formatted("1"));
		Object first = make(loader, "app.A");
		Map<String, byte[]> changed = Compiled.of(A.formatted("2") + B.formatted("2")).classes();
		assertThatExceptionOfType(RedefinitionException.class)
			.isThrownBy(() -> this.redefiner.redefine(loader, changed))
			.withMessageContaining("being loaded");
		assertThat(first).hasToString("1");
	}

	@Test
	void leavesClassesOfOtherLoaders() throws Exception {
		this.redefiner.attach();
		Object other = make(Compiled.of(A.formatted("1")), "app.A");
		Compiled loader = Compiled.of(A.formatted("1"));
		Object own = make(loader, "app.A");
		this.redefiner.redefine(loader, Compiled.of(A.formatted("2")).classes());
		assertThat(own).hasToString("2");
		assertThat(other).hasToString("1");
	}

	@Test
	void isNotReadyWithoutTheAgentAndTriesOnce() {
		AtomicInteger tries = new AtomicInteger();
		Redefiner without = new Redefiner(() -> {
			tries.incrementAndGet();
			throw new NoClassDefFoundError("net/bytebuddy/agent/ByteBuddyAgent");
		}, (loader) -> null);
		without.attach();
		without.attach();
		assertThat(without.isReady()).isFalse();
		assertThat(tries).hasValue(1);
		assertThatExceptionOfType(RedefinitionException.class)
			.isThrownBy(() -> without.redefine(getClass().getClassLoader(), Map.of()));
	}

	@Test
	void isNotReadyWithoutTheRightToAttach() {
		Redefiner without = new Redefiner(() -> {
			throw new IllegalStateException("Could not self-attach");
		}, (loader) -> null);
		without.attach();
		assertThat(without.isReady()).isFalse();
	}

	private static Object make(Compiled loader, String type) throws ReflectiveOperationException {
		var constructor = loader.loadClass(type).getDeclaredConstructor();
		constructor.setAccessible(true);
		return constructor.newInstance();
	}

}
