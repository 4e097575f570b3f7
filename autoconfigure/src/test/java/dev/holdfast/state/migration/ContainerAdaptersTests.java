package dev.holdfast.state.migration;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ContainerAdaptersTests {

	@Test
	void findsBuiltInAdapters() {
		ContainerAdapters adapters = ContainerAdapters.load(null);
		assertThat(adapters.find(ArrayList.class)).isInstanceOf(CollectionAdapter.class);
		assertThat(adapters.find(StringBuilder.class)).isNull();
	}

	@Test
	void asksForEachTypeOnce(@TempDir Path directory) throws IOException {
		ContainerAdapters adapters = ContainerAdapters.load(loader(directory, BoxAdapter.class.getName()));
		ContainerAdapter<?> adapter = adapters.find(Box.class);
		assertThat(adapter).isInstanceOf(BoxAdapter.class).isSameAs(adapters.find(Box.class));
		assertThat(((BoxAdapter) adapter).questions).hasValue(1);
	}

	@Test
	void builtInAdaptersComeFirst(@TempDir Path directory) throws IOException {
		ContainerAdapters adapters = ContainerAdapters.load(loader(directory, GreedyAdapter.class.getName()));
		assertThat(adapters.find(ArrayList.class)).isInstanceOf(CollectionAdapter.class);
		assertThat(adapters.find(StringBuilder.class)).isInstanceOf(GreedyAdapter.class);
	}

	@Test
	void leavesOutAnAdapterThatCannotBeMade(@TempDir Path directory, CapturedOutput output) throws IOException {
		ContainerAdapters adapters = ContainerAdapters
			.load(loader(directory, "com.example.MissingAdapter," + BoxAdapter.class.getName()));
		assertThat(adapters.find(Box.class)).isInstanceOf(BoxAdapter.class);
		assertThat(output).contains("com.example.MissingAdapter");
	}

	@Test
	void worksWithoutCaffeine() throws ReflectiveOperationException {
		Class<?> type = new LoaderWithoutCaffeine().loadClass(ContainerAdapters.class.getName());
		Object adapters = type.getMethod("load", ClassLoader.class).invoke(null, (Object) null);
		assertThat(type.getMethod("find", Class.class).invoke(adapters, ArrayList.class)).isNotNull();
		assertThat(type).isNotEqualTo(ContainerAdapters.class);
	}

	private static ClassLoader loader(Path directory, String adapters) throws IOException {
		Path file = Files.createDirectories(directory.resolve("META-INF")).resolve("spring.factories");
		Files.writeString(file, ContainerAdapter.class.getName() + "=" + adapters);
		return new ClassLoader(ContainerAdaptersTests.class.getClassLoader()) {

			@Override
			protected Enumeration<URL> findResources(String name) throws IOException {
				Path resource = directory.resolve(name);
				return Files.exists(resource) ? Collections.enumeration(List.of(resource.toUri().toURL()))
						: Collections.emptyEnumeration();
			}

		};
	}

	private static final class LoaderWithoutCaffeine extends OverridingClassLoader {

		private LoaderWithoutCaffeine() {
			super(ContainerAdaptersTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(ContainerAdapters.class.getPackageName());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("com.github.benmanes")) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

	static final class Box {

		@Nullable Object content;

	}

	static class BoxAdapter implements ContainerAdapter<Box> {

		private final AtomicInteger questions = new AtomicInteger();

		@Override
		public boolean supports(Class<?> type) {
			this.questions.incrementAndGet();
			return type == Box.class;
		}

		@Override
		public Contents contents(Box container) {
			return new Contents(List.of(), Collections.singletonList(container.content));
		}

		@Override
		public Box create(String typeName, List<?> traits, List<?> elements, @Nullable Box fresh) {
			return new Box();
		}

		@Override
		public boolean isMutable() {
			return true;
		}

	}

	static final class GreedyAdapter extends BoxAdapter {

		@Override
		public boolean supports(Class<?> type) {
			return true;
		}

	}

}
