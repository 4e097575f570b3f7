package dev.holdfast.request.proxy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.library.AppClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proxies keep no class loader.
 */
class ProxyLoadersTests {

	private static final int GENERATIONS = 20;

	@Test
	void lettingProxiesGoLetsLoadersGo() {
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		for (int i = 0; i < GENERATIONS; i++) {
			loaders.add(generation());
		}
		awaitAtMostTwo(loaders);
	}

	@Test
	void proxiesOfBaseTypesKeepNoLoaderOfTheirPredecessors() {
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		Supplier<?> last = null;
		for (int i = 0; i < GENERATIONS; i++) {
			AppClasses app = new AppClasses();
			Object value = app.create(AppClient.class);
			last = RequestProxy.create("state", Supplier.class, false, () -> value);
			loaders.add(new WeakReference<>(app.classLoader()));
		}
		awaitAtMostTwo(loaders);
		assertThat(last.get()).isEqualTo("client");
	}

	private static WeakReference<ClassLoader> generation() {
		AppClasses app = new AppClasses();
		Class<?> type = app.load(AppClient.class);
		AppProxies.assertWorks(type);
		RequestProxyHints.register(new RuntimeHints(), type);
		return new WeakReference<>(app.classLoader());
	}

	private static void awaitAtMostTwo(List<WeakReference<ClassLoader>> loaders) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(loaders.stream().filter((loader) -> loader.get() != null).count()).isLessThanOrEqualTo(2);
		});
	}

}
