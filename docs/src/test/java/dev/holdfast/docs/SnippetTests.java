package dev.holdfast.docs;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.mock.web.server.MockWebSession;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import dev.holdfast.autoconfigure.RestartAutoConfiguration;
import dev.holdfast.reload.ChangedFile;
import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.restart.Generations;
import dev.holdfast.retry.RequestFailure;
import dev.holdfast.retry.StaleErrorClassifier;
import dev.holdfast.retry.StaleErrorClassifier.Verdict;
import dev.holdfast.state.RestartState;
import dev.holdfast.state.StateCell;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReportEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code that the documentation shows.
 */
class SnippetTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestartAutoConfiguration.class));

	@Test
	void countsVisits() {
		this.contextRunner.withBean(VisitController.class).run((context) -> {
			VisitController controller = context.getBean(VisitController.class);
			assertThat(controller.visit()).isEqualTo(1);
			assertThat(controller.visit()).isEqualTo(2);
		});
	}

	@Test
	void definesStateWithinAnInitializer() {
		this.contextRunner.run((context) -> {
			RestartState state = context.getBean(RestartState.class);
			OrderSequence orders = new OrderSequence();
			AtomicLong sequence = orders.defineSequence(state);
			assertThat(sequence).hasValue(1000);
			assertThat(orders.defineSequence(state)).isSameAs(sequence);
			orders.adjust(state);
			assertThat(state.get("orders.first", Integer.class)).isEqualTo(2000);
		});
	}

	@Test
	void takesContextsApartAndMakesThemAgain() {
		ContextAdapter adapter = new ContextAdapter();
		Context context = Context.of("user", "Ada", "tenant", "north");
		assertThat(adapter.supports(context.getClass())).isTrue();
		Context made = adapter.create(context.getClass().getName(), List.of(), adapter.contents(context).elements(),
				null);
		assertThat(made.<String>get("user")).isEqualTo("Ada");
		assertThat(made.<String>get("tenant")).isEqualTo("north");
	}

	@Test
	void definesStateOfTheApplication() {
		this.contextRunner.run((context) -> {
			RestartState state = context.getBean(RestartState.class);
			Shop shop = new Shop();
			StateCell<List<Shop.Item>> cart = shop.defineCart(state);
			cart.set(List.of(new Shop.Item("apple", 3)));
			assertThat(shop.defineCart(state).get()).hasSize(1);
			assertThat(shop.definePrice(state).get()).isEqualTo(new Shop.Price(0));
			assertThat(shop.describeLast(state)).matches("9 since .*, by generation 1");
			StateCell<Shop.Status> status = shop.defineStatus(state);
			Disposable listener = shop.logChanges(status);
			status.set(Shop.Status.CLOSED);
			listener.dispose();
			status.reset();
			assertThat(shop.log()).containsExactly("OPEN -> CLOSED");
		});
	}

	@Test
	void listensToReports() {
		this.contextRunner.withBean(SurvivalCheck.class).run((context) -> {
			context.publishEvent(new SurvivalReportEvent(new SurvivalReport(2, Instant.now(), Duration.ZERO,
					Duration.ZERO, List.of(new SurvivalReport.Entry("cart", SurvivalReport.Outcome.PARKED,
							"Class com.example.Item is missing", List.of(), 1, Duration.ZERO)))));
			assertThat(context.getBean(SurvivalCheck.class).parkedKeys()).containsExactly("cart");
		});
	}

	@Test
	void fillsABasket() {
		BasketController controller = new BasketController();
		MockWebSession session = new MockWebSession();
		controller.add("tea", session);
		assertThat(controller.add("jam", session).articles()).containsExactly("tea", "jam");
	}

	@Test
	void resetsHooksOfARetiredGeneration() {
		List<Throwable> dropped = new ArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		Operators.onErrorDropped(new IllegalStateException("before"), Context.empty());
		new DroppedErrorHooks().onRetirement(null);
		Operators.onErrorDropped(new IllegalStateException("after"), Context.empty());
		assertThat(dropped).singleElement().extracting(Throwable::getMessage).isEqualTo("before");
	}

	@Test
	void classifiesErrorsOfAClosedPool() {
		StaleErrorClassifier classifier = new StaleErrors().poolClosed();
		assertThat(classifier.classify(failure(new SQLException("pool is closed")))).isEqualTo(Verdict.STALE);
		assertThat(classifier.classify(failure(new SQLException("no")))).isEqualTo(Verdict.UNDECIDED);
	}

	private static RequestFailure failure(Exception error) {
		return new RequestFailure(error, List.of(error), 1, Generations.single().current(), false);
	}

	@Test
	void waitsForAStableGeneration() {
		this.contextRunner.withBean(StabilityReport.class)
			.run((context) -> StepVerifier.create(context.getBean(StabilityReport.class).describe())
				.expectNext("asked in generation 1, stable in 1")
				.expectComplete()
				.verify(Duration.ofSeconds(10)));
	}

	@Test
	void decidesThatPriceListsNeedNoRestart() {
		PriceLists strategy = new PriceLists();
		assertThat(strategy.decide(changes("prices/a.csv", "prices/b.csv"))).extracting(ReloadDecision::kind)
			.isEqualTo(ReloadKind.RESOURCE);
		assertThat(strategy.decide(changes("prices/a.csv", "A.class"))).isNull();
	}

	private static List<ChangedFile> changes(String... names) {
		return Stream.of(names)
			.map((name) -> new ChangedFile(Path.of(name), name, ChangedFile.Kind.MODIFIED, false))
			.toList();
	}

}
