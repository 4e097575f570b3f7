package dev.holdfast.restart.leak;

import java.lang.reflect.Method;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ClassUtils;

import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;

class SpringCachesTests {

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	@Test
	void dropsTheFactoriesOfRetiredLoadersAlone() {
		SpringFactoriesLoader.forDefaultResourceLocation(this.retired.classLoader());
		SpringFactoriesLoader.forDefaultResourceLocation(this.next.classLoader());
		Map<Object, Object> cache = cache(SpringFactoriesLoader.class, "cache");
		assertThat(cache).containsKeys(this.retired.classLoader(), this.next.classLoader());
		retire();
		assertThat(cache).containsKey(this.next.classLoader()).doesNotContainKey(this.retired.classLoader());
	}

	@Test
	void dropsTheBeanMethodsOfRetiredLoadersAlone() throws Exception {
		Class<?> helper = ClassUtils.resolveClassName("org.springframework.context.annotation.BeanAnnotationHelper",
				null);
		Map<Object, Object> names = cache(helper, "beanNameCache");
		Map<Object, Object> proxies = cache(helper, "scopedProxyCache");
		Method old = this.retired.itemType().getMethod("name");
		Method current = this.next.itemType().getMethod("name");
		names.putAll(Map.of(old, "bean", current, "bean"));
		proxies.putAll(Map.of(old, false, current, false));
		retire();
		assertThat(names).containsKey(current).doesNotContainKey(old);
		assertThat(proxies).containsKey(current).doesNotContainKey(old);
		names.remove(current);
		proxies.remove(current);
	}

	private void retire() {
		new SpringCaches().onRetirement(RetirementFixture.of(this.retired.classLoader(), this.next.classLoader()));
	}

	@SuppressWarnings("unchecked")
	private static Map<Object, Object> cache(Class<?> type, String field) {
		Map<Object, Object> cache = (Map<Object, Object>) ReflectionTestUtils.getField(type, field);
		assertThat(cache).isNotNull();
		return cache;
	}

}
