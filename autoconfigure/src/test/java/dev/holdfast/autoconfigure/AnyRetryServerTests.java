package dev.holdfast.autoconfigure;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

class AnyRetryServerTests {

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void tellsProgramsOfARestart() {
		String body = unavailable(MockServerHttpRequest.get("/").build());
		assertThat(this.headers.getFirst(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/problem+json");
		assertThat(this.headers.getFirst("Holdfast-State")).isEqualTo("restarting");
		assertThat(body).contains("\"type\":\"urn:holdfast:problem:restarting\"",
				"\"detail\":\"It \\\"takes\\\" long.\"");
	}

	@Test
	void tellsPeopleOfARestartOnAPageThatReloadsItself() {
		String body = unavailable(MockServerHttpRequest.get("/").header("Accept", "text/html,*/*;q=0.8").build());
		assertThat(this.headers.getFirst(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/html;charset=UTF-8");
		assertThat(this.headers.getFirst("Content-Security-Policy")).startsWith("default-src 'none'");
		assertThat(body).contains("data-state=\"restarting\" data-reload=\"true\"", "It &quot;takes&quot; long.");
	}

	@Test
	void reloadsNoAnswerToAForm() {
		assertThat(unavailable(MockServerHttpRequest.post("/").header("Accept", "text/html").build()))
			.contains("data-reload=\"false\"");
	}

	private String unavailable(MockServerHttpRequest request) {
		byte[] body = new AnyRetryServer().unavailable(request, "It \"takes\" long.", this.headers);
		assertThat(this.headers.getContentLength()).isEqualTo(body.length);
		return new String(body, StandardCharsets.UTF_8);
	}

}
