package dev.holdfast.state.migration;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Stack;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SuperCallTests {

	private final SuperCall add = new SuperCall(ArrayList.class, "add", Object.class);

	@Test
	void callsTheMethodOfTheType() {
		List<Object> list = new Refusing();
		assertThat(this.add.on(list, "a")).isEqualTo(true);
		assertThat(list).containsExactly("a");
	}

	@Test
	void callsTheMethodOnTheTypeItself() {
		List<Object> list = new ArrayList<>();
		this.add.on(list, "a");
		assertThat(list).containsExactly("a");
	}

	@Test
	void exceptionsOfTheMethodPass() {
		SuperCall remove = new SuperCall(ArrayList.class, "remove", int.class);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> remove.on(new Refusing(), 7));
	}

	@Test
	void findsTheConstructorByItsArguments() {
		assertThat(SuperCall.constructor(TreeMap.class, List.of(Collections.reverseOrder())).toString())
			.endsWith("TreeMap(java.util.Comparator)");
		assertThat(SuperCall.constructor(PriorityQueue.class, List.of(5)).toString()).endsWith("PriorityQueue(int)");
		assertThat(SuperCall.constructor(Stack.class, List.of()).getParameterCount()).isZero();
		assertThatIllegalStateException().isThrownBy(() -> SuperCall.constructor(Stack.class, List.of(5)))
			.withMessageContaining("java.util.Stack");
	}

	@Test
	void doesNotHoldTheClassesItWasUsedFor() throws ReflectiveOperationException {
		WeakReference<Object> loader = useAndForget();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return loader.get() == null;
		});
	}

	private WeakReference<Object> useAndForget() throws ReflectiveOperationException {
		Class<?> type = new OwnLoader().loadClass(Refusing.class.getName());
		assertThat(type).isNotEqualTo(Refusing.class);
		var constructor = type.getDeclaredConstructor();
		constructor.setAccessible(true);
		this.add.on(constructor.newInstance(), "a");
		return new WeakReference<>(type.getClassLoader());
	}

	static final class Refusing extends ArrayList<Object> {

		@Override
		public boolean add(Object element) {
			throw new UnsupportedOperationException();
		}

	}

	static final class OwnLoader extends ClassLoader {

		OwnLoader() {
			super(SuperCallTests.class.getClassLoader());
		}

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			if (!name.equals(Refusing.class.getName())) {
				return super.loadClass(name);
			}
			try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = input.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
