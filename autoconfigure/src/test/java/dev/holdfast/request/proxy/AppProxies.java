package dev.holdfast.request.proxy;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.holdfast.test.library.AppClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proxies of {@link AppClient}, whatever class loader it is of.
 */
final class AppProxies {

	private AppProxies() {
	}

	static Object create(Class<?> type) {
		Object value = value(type);
		return RequestProxy.create("state", type, false, () -> value);
	}

	@SuppressWarnings("unchecked")
	static void assertWorks(Class<?> type) {
		UnaryOperator<Supplier<String>> client = (UnaryOperator<Supplier<String>>) value(type);
		Supplier<String> proxy = (Supplier<String>) create(type);
		assertThat(client.apply(proxy).get()).isEqualTo("client package of client subclass of client true");
	}

	private static Object value(Class<?> type) {
		try {
			return type.getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
