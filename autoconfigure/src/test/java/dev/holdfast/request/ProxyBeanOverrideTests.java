package dev.holdfast.request;

import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.holdfast.request.ProxiedClients.Client;
import dev.holdfast.request.ProxiedClients.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link ProxyBean} together with what else Spring does to beans.
 */
@SpringJUnitConfig({ RequestApplication.Requests.class, ProxiedClients.class })
class ProxyBeanOverrideTests {

	@MockitoBean
	private Client client;

	@Autowired
	private Service service;

	@Test
	void givesWayToAMock() {
		given(this.client.tenant()).willReturn("mocked");
		assertThat(this.service.client().tenant()).isEqualTo("mocked");
	}

	@Test
	void isAdvisedAsOtherBeansAre() {
		try (RequestApplication application = RequestApplication.start(ProxiedClients.class, Advice.class)) {
			application.client()
				.get()
				.uri("/tenant")
				.header("X-Tenant", "blue")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("blue");
			assertThat(application.context().getBean(AtomicInteger.class)).hasValue(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static AtomicInteger calls() {
			return new AtomicInteger();
		}

		@Bean
		static MethodInterceptor counter(AtomicInteger calls) {
			return (invocation) -> {
				calls.incrementAndGet();
				return invocation.proceed();
			};
		}

		@Bean
		static BeanNameAutoProxyCreator advisor() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("clientProxy");
			creator.setInterceptorNames("counter");
			creator.setProxyTargetClass(true);
			return creator;
		}

	}

}
