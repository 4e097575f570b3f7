package dev.holdfast.restart;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;

import org.junit.jupiter.api.Test;

import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;

class RetirementTests {

	private final AppClasses oldest = new AppClasses();

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	private final Retirement retirement = RetirementFixture.of(this.retired.classLoader(), this.next.classLoader());

	@Test
	void tellsBothGenerations() {
		assertThat(this.retirement.retired().number()).isEqualTo(1);
		assertThat(this.retirement.next().number()).isEqualTo(2);
		assertThat(this.retirement.retiredLoader()).isSameAs(this.retired.classLoader());
		assertThat(this.retirement).hasToString("retirement of generation 1");
	}

	@Test
	void hasNoLoaderOnceItIsCollected() {
		assertThat(RetirementFixture.of(null, this.next.classLoader()).retiredLoader()).isNull();
	}

	@Test
	void knowsLoadersOfEveryRetiredGeneration() {
		assertThat(this.retirement.isOfRetired(this.retired.classLoader())).isTrue();
		assertThat(this.retirement.isOfRetired(this.oldest.classLoader())).isTrue();
		assertThat(this.retirement.isOfRetired(this.next.classLoader())).isFalse();
		assertThat(this.retirement.isOfRetired(getClass().getClassLoader())).isFalse();
		assertThat(this.retirement.isOfRetired((ClassLoader) null)).isFalse();
	}

	@Test
	void knowsLoadersBelowThoseOfAGeneration() throws Exception {
		try (URLClassLoader old = new URLClassLoader(new URL[0], this.retired.classLoader());
				URLClassLoader current = new URLClassLoader(new URL[0], this.next.classLoader())) {
			assertThat(this.retirement.isOfRetired(old)).isTrue();
			assertThat(this.retirement.isOfRetired(current)).isFalse();
		}
	}

	@Test
	void knowsObjectsByTheirClass() {
		Object item = this.retired.item("apple");
		assertThat(this.retirement.isOfRetired(item)).isTrue();
		assertThat(this.retirement.isOfRetired(new Object[] { item })).isFalse();
		assertThat(this.retirement.isOfRetired(this.next.item("pear"))).isFalse();
		assertThat(this.retirement.isOfRetired("text")).isFalse();
		assertThat(this.retirement.isOfRetired((Object) null)).isFalse();
	}

	@Test
	void takesClassesAndLoadersForThemselves() {
		Object loader = this.retired.classLoader();
		assertThat(this.retirement.isOfRetired(loader)).isTrue();
		assertThat(this.retirement.isOfRetired(this.retired.itemType())).isTrue();
		assertThat(this.retirement.isOfRetired(this.retired.itemType().arrayType())).isTrue();
		assertThat(this.retirement.isOfRetired(this.next.itemType())).isFalse();
	}

	@Test
	void knowsProxiesOfAppTypes() {
		Class<?> greeting = this.retired.greeting().getClass();
		Object proxy = Proxy.newProxyInstance(greeting.getClassLoader(), new Class<?>[] { Runnable.class },
				(target, method, arguments) -> null);
		assertThat(this.retirement.isOfRetired(proxy)).isTrue();
	}

}
