package dev.holdfast.request.proxy;

import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.SpringProperties;
import org.springframework.objenesis.SpringObjenesis;

import dev.holdfast.request.proxy.ProxyTypes.Client;
import dev.holdfast.request.proxy.ProxyTypes.Greeter;
import dev.holdfast.request.proxy.ProxyTypes.MailBuilder;
import dev.holdfast.request.proxy.ProxyTypes.ThrowingClient;
import dev.holdfast.test.library.AppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Proxies where something is in their way.
 */
class ProxyFailuresTests {

	@AfterEach
	void reset() {
		SpringProperties.setProperty(SpringObjenesis.IGNORE_OBJENESIS_PROPERTY_NAME, null);
	}

	@Test
	void usesTheConstructorWithoutObjenesis() {
		SpringProperties.setFlag(SpringObjenesis.IGNORE_OBJENESIS_PROPERTY_NAME);
		MailBuilder value = new MailBuilder();
		MailBuilder proxy = RequestProxy.create("mail", MailBuilder.class, false, () -> value);
		assertThat(proxy.name("set")).isSameAs(proxy);
		assertThat(value.name).isEqualTo("set");
		assertThat(RequestProxy.create("greeter", Greeter.class, false, () -> (Greeter) () -> "you").greet())
			.isEqualTo("hello you");
	}

	@Test
	void refusesTypesWithoutUsableConstructorWithoutObjenesis() {
		SpringProperties.setFlag(SpringObjenesis.IGNORE_OBJENESIS_PROPERTY_NAME);
		for (Class<?> type : Set.of(Client.class, ThrowingClient.class)) {
			assertThatExceptionOfType(UnsupportedProxyException.class)
				.isThrownBy(() -> RequestProxy.create("client", type, false, Object::new))
				.withMessageContainingAll("'client' of " + type.getName(), "Objenesis does not work here",
						"no constructor", "withoutProxy()");
		}
	}

	@Test
	void namesTheCauseIfTheTypeCannotBeInitialized() {
		assertThatExceptionOfType(UnsupportedProxyException.class)
			.isThrownBy(() -> RequestProxy.create("broken", Broken.class, false, Object::new))
			.withMessageContainingAll("'broken' of " + Broken.class.getName() + " cannot be made",
					"IllegalStateException: static", "withoutProxy()")
			.withCauseInstanceOf(Throwable.class);
	}

	@Test
	void doesNotMistakeTheClassOfAParentForItsOwn() {
		Class<?> ofParent = RequestProxy.classFor(AppClient.class);
		Class<?> type = OneClassLoader.load(AppClient.class);
		Class<?> proxyClass = RequestProxy.classFor(type);
		assertThat(proxyClass.getName()).isEqualTo(ofParent.getName());
		assertThat(proxyClass).hasSuperclass(type);
		assertThat(RequestProxy.classFor(type)).isSameAs(proxyClass);
		AppProxies.assertWorks(type);
	}

	@Test
	void asksForTheValueAtEveryCallAlone() {
		Client proxy = RequestProxy.create("client", Client.class, false, () -> {
			throw new IllegalStateException("no request");
		});
		assertThat(proxy).hasToString("RequestState 'client' of " + Client.class.getName()).isEqualTo(proxy);
		assertThatIllegalStateException().isThrownBy(() -> proxy.packagePrivate(1)).withMessage("no request");
		assertThatIllegalStateException().isThrownBy(proxy::same).withMessage("no request");
	}

	static class Broken {

		static final int NUMBER = fail();

		private static int fail() {
			throw new IllegalStateException("static");
		}

	}

}
