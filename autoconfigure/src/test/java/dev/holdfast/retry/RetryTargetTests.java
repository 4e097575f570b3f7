package dev.holdfast.retry;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RetryTargetTests {

	@Test
	void isThatOfTheRequestLineIfThatIsKnown() {
		ServerHttpRequest request = MockServerHttpRequest.get("/prefix/a").build();
		assertThat(RetryTarget.of(request, (sent) -> "/a?b")).isEqualTo("/a?b");
		assertThat(RetryTarget.of(request, (sent) -> null)).isEqualTo("/prefix/a");
	}

	@Test
	void needsNoPath() {
		ServerHttpRequest request = MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://localhost?a=b"))
			.build();
		assertThat(RetryTarget.of(request, (sent) -> null)).isEqualTo("/?a=b");
	}

}
