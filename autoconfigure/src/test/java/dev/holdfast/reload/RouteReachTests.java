package dev.holdfast.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.ClassUtils;

import dev.holdfast.reload.ChangedFile.Kind;
import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Origin;
import dev.holdfast.reload.graph.Route;

import static org.assertj.core.api.Assertions.assertThat;

class RouteReachTests {

	@TempDir
	private Path directory;

	private RouteReach reach;

	@BeforeEach
	void copyClasses() throws IOException {
		copy(Orders.class);
		copy(Prices.class);
		copy(Stock.class);
		this.reach = new RouteReach(List.of(this.directory));
	}

	@Test
	void tellsTheRoutesThatChangedClassesAreBehind() {
		use(new Application());
		assertThat(affectedBy(Kind.MODIFIED, Prices.class)).containsExactly("GET /orders");
		assertThat(affectedBy(Kind.MODIFIED, Stock.class)).containsExactly("GET /stock");
		assertThat(affectedBy(Kind.MODIFIED, Stock.class, Orders.class)).containsExactly("GET /orders", "GET /stock");
		assertThat(this.reach.routes()).containsOnlyKeys("GET /orders", "GET /stock")
			.containsEntry("GET /orders", Set.of(Orders.class.getName(), Prices.class.getName()));
		assertThat(this.reach.classes()).containsEntry(Orders.class.getName(), Set.of(Prices.class.getName()));
	}

	@Test
	void tellsNothingOfWhatIsNoEditOfAClass() {
		use(new Application());
		assertThat(affectedBy(Kind.ADDED, Prices.class)).isNull();
		assertThat(this.reach
			.affectedBy(List.of(new ChangedFile(this.directory, "application.yml", Kind.MODIFIED, false)))).isNull();
	}

	@Test
	void tellsNothingOfClassesThatChangeBesideATemplate() {
		use(new Application());
		Path template = this.directory.resolve("templates/orders.html");
		assertThat(this.reach.affectedBy(
				List.of(new ChangedFile(file(Prices.class), Prices.class.getName() + ".class", Kind.MODIFIED, false),
						new ChangedFile(template, "templates/orders.html", Kind.MODIFIED, true))))
			.isNull();
	}

	@Test
	void findsOutAgainWhenCodeIsReplaced() throws IOException {
		use(new Application());
		Files.delete(file(Prices.class));
		this.reach.codeReplaced();
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> Set.of(Orders.class.getName()).equals(this.reach.routes().get("GET /orders")));
	}

	@Test
	void tellsNothingUntilItIsKnown() {
		assertThat(affectedBy(Kind.MODIFIED, Prices.class)).isNull();
		use(new Application());
		this.reach.letGo();
		assertThat(affectedBy(Kind.MODIFIED, Prices.class)).isNull();
		assertThat(this.reach.routes()).isEmpty();
	}

	@Test
	void tellsNothingOfAnApplicationThatDoesNotTell() {
		use(new Application() {

			@Override
			public List<Route> routes() {
				throw new IllegalStateException("closed");
			}

		});
		assertThat(affectedBy(Kind.MODIFIED, Prices.class)).isNull();
	}

	@Test
	void readsWhatIsNewInTheNextGeneration() throws IOException {
		use(new Application());
		Files.delete(file(Prices.class));
		use(new Application());
		assertThat(this.reach.classes()).doesNotContainKey(Prices.class.getName());
		assertThat(this.reach.routes().get("GET /orders")).containsExactly(Orders.class.getName());
	}

	private void use(Application application) {
		this.reach.live(application);
		this.reach.findOut();
	}

	private @Nullable Set<String> affectedBy(Kind kind, Class<?>... types) {
		List<ChangedFile> changes = Stream.of(types)
			.map((type) -> new ChangedFile(file(type), type.getName().replace('.', '/') + ".class", kind, false))
			.toList();
		return this.reach.affectedBy(changes);
	}

	private void copy(Class<?> type) throws IOException {
		Files.createDirectories(file(type).getParent());
		try (InputStream content = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			assertThat(content).isNotNull();
			Files.copy(content, file(type));
		}
	}

	private Path file(Class<?> type) {
		return this.directory.resolve(type.getName().replace('.', '/') + ".class");
	}

	private static class Application implements RunningApplication {

		@Override
		public List<Route> routes() {
			return List.of(new Route("GET /orders", Origin.of(Orders.class.getName())),
					new Route("GET /stock", Origin.of(Stock.class.getName())));
		}

		@Override
		public BeanClasses beans() {
			return (type) -> Set.of();
		}

		@Override
		public int maxDepth() {
			return 0;
		}

	}

	static final class Orders {

		int total() {
			return new Prices().price();
		}

	}

	static final class Prices {

		int price() {
			return 3;
		}

	}

	static final class Stock {

	}

}
