package dev.holdfast.ratelimit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateLimitKeyResolverTests {

	private final RateLimitKeyResolver resolver = RateLimitKeyResolver
		.remoteAddress(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8"));

	@ParameterizedTest
	@CsvSource(textBlock = """
			203.0.113.9,              , ip:203.0.113.9
			203.0.113.9, 198.51.100.1 , ip:203.0.113.9
			10.1.2.3   , 198.51.100.1 , ip:198.51.100.1
			10.1.2.3   , '6.6.6.6, 198.51.100.1' , ip:198.51.100.1
			10.1.2.3   , '6.6.6.6, 198.51.100.1, 192.168.1.7' , ip:198.51.100.1
			10.1.2.3   , '198.51.100.1, evil.test' , ip:10.1.2.3
			10.1.2.3   , '198.51.100.1, 999.1.1.1' , ip:10.1.2.3
			10.1.2.3   , '10.9.9.9'   , ip:10.9.9.9
			10.1.2.3   ,              , ip:10.1.2.3
			10.1.2.3   , 203.0.113.9:4711 , ip:203.0.113.9
			10.1.2.3   , [2001:db8::1]:4711 , net:20010db800000000
			10.1.2.3   , '6.6.6.6, 198.51.100.1:80, 192.168.1.7:4711' , ip:198.51.100.1
			10.1.2.3   , '6.6.6.6, [198.51.100.1]:80, [fd00::2]:4711' , ip:198.51.100.1
			10.1.2.3   , 2001:db8::4711 , net:20010db800000000
			10.1.2.3   , 203.0.113.9: , ip:10.1.2.3
			10.1.2.3   , 203.0.113.9:123456 , ip:10.1.2.3
			10.1.2.3   , '...:, .:1'  , ip:10.1.2.3
			192.168.1.8, 198.51.100.1 , ip:192.168.1.8
			fd00::1    , '[2001:db8:1:2:3:4:5:6]' , net:20010db800010002
			2001:db8:1:2::9 ,         , net:20010db800010002
			""")
	void countsByTheAddressOfTheClient(String peer, @Nullable String forwarded, String expected)
			throws UnknownHostException {
		MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/")
			.remoteAddress(new InetSocketAddress(InetAddress.getByName(peer), 1234));
		if (forwarded != null) {
			request.header("X-Forwarded-For", forwarded);
		}
		verify(this.resolver.resolve(MockServerWebExchange.from(request)), expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			203.0.113.9        , ip:203.0.113.9
			[203.0.113.9:4711] , ip:203.0.113.9
			[2001:db8::1]      , net:20010db800000000
			_hidden            , host:_hidden
			""")
	void countsByAnAddressThatIsNotResolved(String host, String expected) {
		verify(this.resolver.resolve(MockServerWebExchange
			.from(MockServerHttpRequest.get("/").remoteAddress(InetSocketAddress.createUnresolved(host, 80)))),
				expected);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void saysOnceThatAProxyMayHaveToBeTrusted(CapturedOutput output) {
		RateLimitKeyResolver trustsNobody = RateLimitKeyResolver.remoteAddress(List.of());
		for (int i = 0; i < 3; i++) {
			verify(trustsNobody.resolve(MockServerWebExchange.from(MockServerHttpRequest.get("/")
				.remoteAddress(new InetSocketAddress("10.1.2.3", 80))
				.header("X-Forwarded-For", "203.0.113.9"))), "ip:10.1.2.3");
		}
		assertThat(output).containsOnlyOnce("A request from 10.1.2.3 has an X-Forwarded-For header")
			.contains("holdfast.rate-limit.trusted-proxies");
	}

	@Test
	void doesNotKnowARequestWithoutAddress() {
		StepVerifier.create(this.resolver.resolve(MockServerWebExchange.from(MockServerHttpRequest.get("/"))))
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "proxy.test", ".:1", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "", "::1/129", "1.2.3.4.", ":" })
	void refusesWhatIsNoAddress(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimitKeyResolver.remoteAddress(List.of(text)))
			.withMessageContaining("'" + text + "'");
	}

	@Test
	void countsByHeaderAndPrincipal() {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("X-Api-Key", "k1"));
		verify(RateLimitKeyResolver.header("X-Api-Key").resolve(exchange), "header:k1");
		RateLimitKeyResolver principal = RateLimitKeyResolver.principal();
		verify(principal.orElse(RateLimitKeyResolver.header("X-Api-Key")).resolve(exchange), "header:k1");
		verify(principal.resolve(exchange.mutate().principal(Mono.just(() -> "ada")).build()), "user:ada");
	}

	private static void verify(Mono<String> identifier, String expected) {
		StepVerifier.create(identifier).expectNext(expected).expectComplete().verify(Duration.ofSeconds(10));
	}

}
