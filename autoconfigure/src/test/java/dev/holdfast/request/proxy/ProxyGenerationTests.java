package dev.holdfast.request.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.Race;
import dev.holdfast.test.library.AppClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where proxy classes are, and how many.
 */
class ProxyGenerationTests {

	private final AppClasses app = new AppClasses();

	private final Class<?> type = this.app.load(AppClient.class);

	@Test
	void isBesidesItsType() {
		Class<?> proxyClass = RequestProxy.classFor(this.type);
		assertThat(proxyClass.getName()).isEqualTo(AppClient.class.getName() + "$$HoldfastRequest");
		assertThat(proxyClass.getClassLoader()).isSameAs(this.app.classLoader());
		assertThat(proxyClass.getPackage()).isSameAs(this.type.getPackage());
		assertThat(proxyClass).hasSuperclass(this.type);
	}

	@Test
	void isWithUsIfTheTypeIsOfTheJdk() {
		Class<?> proxyClass = RequestProxy.classFor(List.class);
		assertThat(proxyClass.getName()).isEqualTo("dev.holdfast.request.proxy.java$util$List$$HoldfastRequest");
		assertThat(proxyClass.getClassLoader()).isSameAs(RequestProxy.class.getClassLoader());
	}

	@Test
	void worksWithTypesOfTheRestartLoader() {
		AppProxies.assertWorks(this.type);
		AppProxies.assertWorks(new AppClasses().load(AppClient.class));
	}

	@Test
	void isTheSameForTheSameType() {
		Class<?> proxyClass = RequestProxy.classFor(this.type);
		assertThat(RequestProxy.classFor(this.type)).isSameAs(proxyClass);
		assertThat(AppProxies.create(this.type).getClass()).isSameAs(proxyClass);
		assertThat(AppProxies.create(this.type)).isNotSameAs(AppProxies.create(this.type));
	}

	@RepeatedTest(20)
	void isTheSameIfManyAskAtOnce() throws Exception {
		Set<Class<?>> classes = new HashSet<>(Race.run(8, () -> RequestProxy.classFor(this.type)));
		assertThat(classes).containsExactly(RequestProxy.classFor(this.type));
	}

	@Test
	void isAnotherOneForATypeOfTheSameNameInAnotherLoader() {
		Class<?> ofBase = RequestProxy.classFor(AppClient.class);
		Class<?> ofApp = RequestProxy.classFor(this.type);
		assertThat(ofApp.getName()).isEqualTo(ofBase.getName());
		assertThat(ofBase).hasSuperclass(AppClient.class);
		assertThat(ofApp).hasSuperclass(this.type);
		assertThat(RequestProxy.classFor(this.type)).isSameAs(ofApp);
		AppProxies.assertWorks(this.type);
	}

	@Test
	void isOneForABaseTypeOverManyGenerations() {
		Set<Class<?>> classes = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			Object value = new AppClasses().create(AppClient.class);
			Supplier<?> proxy = RequestProxy.create("state", Supplier.class, false, () -> value);
			assertThat(proxy.get()).isEqualTo("client");
			classes.add(proxy.getClass());
			classes.add(RequestProxy.create("state", ProxyTypes.Greeter.class, false, () -> value).getClass());
		}
		assertThat(classes).hasSize(2);
	}

}
