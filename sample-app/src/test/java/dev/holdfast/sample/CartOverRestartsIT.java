package dev.holdfast.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.holdfast.sample.harness.ForkedApplication;
import dev.holdfast.sample.harness.ForkedApplicationLogs;
import dev.holdfast.sample.harness.RawHttp;
import dev.holdfast.sample.harness.RawResponse;
import dev.holdfast.sample.harness.SourceProject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cart that is filled while its classes change, get lost, come back and do not start.
 */
@ExtendWith(ForkedApplicationLogs.class)
@Timeout(600)
class CartOverRestartsIT {

	private static final int RESTARTS = 50;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Pattern REPORT = Pattern
		.compile(" INFO .*: Generation (\\d+): (.* migrated|.* parked .*) in \\d+ ms$");

	private static final Pattern STARTED = Pattern.compile("Started SampleApplication in");

	private static final String PARKED = "State 'sample.cart' is parked: generation ";

	private static final String CONSTANT_MISSING = "The enum constant GIFT is gone";

	private static final String CLASS_MISSING = "Class dev.holdfast.sample.CartItem is missing";

	// The last one by a generation that then failed, and reported by the next one
	private static final List<String> CHANGES = List.of("CartItem: added note (empty)", "CartItem: dropped note",
			"CartItem: quantity was int, is long");

	private static final String BROKEN_FILE = "dev/holdfast/sample/Broken.java";

	// Fails when the cart has been taken over
	private static final String BROKEN = """
			package dev.holdfast.sample;

			@org.springframework.stereotype.Component
			class Broken {

				Broken(CartController carts) {
					if (%s) {
						throw new IllegalStateException("Broken");
					}
				}

			}
			""";

	@TempDir
	private Path directory;

	private SourceProject project;

	private CartSources sources;

	private ForkedApplication application;

	private RawHttp http;

	@BeforeEach
	void copyProject() {
		this.project = SourceProject.copyTo(this.directory);
		this.sources = new CartSources(this.project);
	}

	@Test
	void keepsEveryItem() throws InterruptedException {
		try (ForkedApplication started = ForkedApplication.of(this.project)
			.property("logging.level.dev.holdfast.state", "debug")
			.start(); RawHttp client = RawHttp.newConnections(started.port())) {
			this.application = started;
			this.http = client;
			Shopper shopper = Shopper.start(started.port());
			long begun = System.nanoTime();
			for (int restart = 1; restart <= RESTARTS; restart++) {
				Map<String, Integer> acknowledged = shopper.acknowledged();
				restart(restart);
				assertCart(restart, acknowledged);
			}
			shopper.stop();
			System.out.printf("%d restarts with a cart: %s, in %d ms%n", RESTARTS, shopper,
					(System.nanoTime() - begun) / 1_000_000);
			assertThat(Shopper.quantities(client.get("/cart"))).isEqualTo(shopper.acknowledged());
			Awaitility.await().atMost(LIMIT).untilAsserted(this::assertReports);
			started.jvm().awaitRestartClassLoaders(2);
		}
	}

	private void restart(int restart) {
		this.project.version("restart " + restart);
		switch (restart) {
			case 6 -> this.sources.addComponent();
			case 12 -> this.sources.removeComponent();
			case 18 -> {
				this.sources.widenComponent();
				breakStart();
			}
			case 24 -> this.sources.removeConstant();
			case 26 -> this.sources.bringConstantBack();
			case 34 -> this.sources.removeItemClass();
			case 35 -> breakStart();
			case 36 -> this.sources.bringItemClassBack();
			default -> {
			}
		}
		this.project.compile();
		this.application.awaitVersion("restart " + restart);
	}

	private void breakStart() {
		this.project.write(BROKEN_FILE, BROKEN.formatted(true)).compile();
		Awaitility.await("the start has failed")
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.until(() -> this.http.get("/version").text().contains("failed to start"));
		this.project.write(BROKEN_FILE, BROKEN.formatted(false));
	}

	private void assertCart(int restart, Map<String, Integer> acknowledged) {
		RawResponse cart = this.http.get("/cart");
		switch (restart) {
			case 24, 25 -> assertThat(cart.text()).contains(PARKED, CONSTANT_MISSING);
			case 34, 35 -> assertThat(cart.text()).contains(PARKED, CLASS_MISSING);
			default -> {
				assertThat(cart.status()).as(cart::toString).isEqualTo(200);
				Map<String, Integer> quantities = Shopper.quantities(cart);
				assertThat(acknowledged).allSatisfy(
						(item, quantity) -> assertThat(quantities.get(item)).as(item).isGreaterThanOrEqualTo(quantity));
			}
		}
	}

	private void assertReports() {
		List<MatchResult> reports = this.application.findInLog(REPORT);
		// Some edits take more than one restart, if the compiler is slow
		assertThat(reports).hasSizeGreaterThanOrEqualTo(RESTARTS)
			.hasSize(this.application.countLog(STARTED) - 1)
			.extracting((report) -> report.group(1))
			.doesNotHaveDuplicates();
		List<String> outcomes = new ArrayList<>();
		for (MatchResult report : reports) {
			String outcome = report.group(2).replaceAll("\\[\\d+]", "[]");
			if (outcomes.isEmpty() || !outcomes.get(outcomes.size() - 1).equals(outcome)) {
				outcomes.add(outcome);
			}
		}
		String kept = "4 keys kept, 1 migrated";
		String parked = "4 keys kept, 1 parked (sample.cart: %s at 'value.items[]%s')";
		assertThat(outcomes).containsExactly(kept, parked.formatted(CONSTANT_MISSING, ".wrapping"), kept,
				parked.formatted(CLASS_MISSING, ""), kept);
		assertThat(CHANGES).allSatisfy((change) -> assertThat(this.application
			.countLog(Pattern.compile("State 'sample.cart' is migrated .*" + Pattern.quote(change)))).isOne());
	}

}
