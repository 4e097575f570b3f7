package dev.holdfast.request;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestInfo}.
 */
class RequestInfoTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final RequestScopes scopes = new RequestScopes(new RequestSettings(BOUND), null);

	private final RequestInfo info = this.scopes.info();

	private final MockServerWebExchange exchange = MockServerWebExchange
		.from(MockServerHttpRequest.put("http://localhost/carts/a b?size=1&size=2")
			.header("X-Tenant", "blue")
			.cookie(new HttpCookie("theme", "dark"))
			.remoteAddress(InetSocketAddress.createUnresolved("there", 99)));

	private final ActiveRequest active = this.scopes.begin("r1");

	@BeforeEach
	void begin() {
		this.active.exchange(this.exchange);
		this.scopes.current().setValue(this.active);
	}

	@AfterEach
	void end() {
		this.scopes.current().setValue();
	}

	@Test
	void tellsWhatTheRequestIs() {
		assertThat(this.info.id()).isEqualTo("r1");
		assertThat(this.info.method()).isEqualTo(HttpMethod.PUT);
		assertThat(this.info.path()).isEqualTo("/carts/a%20b");
		assertThat(this.info.uri()).hasToString("http://localhost/carts/a%20b?size=1&size=2");
		assertThat(this.info.queryParams().get("size")).containsExactly("1", "2");
		assertThat(this.info.headers().getFirst("x-tenant")).isEqualTo("blue");
		assertThat(this.info.cookies().getFirst("theme")).isEqualTo(new HttpCookie("theme", "dark"));
		assertThat(this.info.remoteAddress())
			.hasValueSatisfying((address) -> assertThat(address.getHostString()).isEqualTo("there"));
		assertThat(this.info.exchange()).isSameAs(this.exchange);
		assertThat(this.info).hasToString("RequestInfo of the current request");
	}

	@Test
	void hasTheAttributesOfTheExchange() {
		this.info.attributes().put("user", "Ada");
		assertThat(this.exchange.<String>getAttribute("user")).isEqualTo("Ada");
		Optional<String> user = this.info.attribute("user");
		assertThat(user).contains("Ada");
		assertThat(this.info.attribute("other")).isEmpty();
	}

	@Test
	void changesTheResponse() {
		assertThat(this.info.responseStatus()).isEmpty();
		assertThat(this.info.isCommitted()).isFalse();
		this.info.setStatus(HttpStatus.CREATED)
			.setHeader("A", "1")
			.setHeader("A", "2", "3")
			.addHeader("A", "4")
			.setHeader("B", "5")
			.removeHeader("b")
			.addCookie(ResponseCookie.from("theme", "light").build());
		HttpHeaders headers = this.exchange.getResponse().getHeaders();
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(headers.get("A")).containsExactly("2", "3", "4");
		assertThat(headers.containsHeader("B")).isFalse();
		assertThat(this.exchange.getResponse().getCookies().getFirst("theme").getValue()).isEqualTo("light");
		assertThat(this.info.responseStatus()).contains(HttpStatus.CREATED);
		assertThat(this.info.responseHeaders().get("A")).containsExactly("2", "3", "4");
		assertThat(this.info.responseCookies().toSingleValueMap()).containsOnlyKeys("theme");
	}

	@Test
	void showsTheResponseReadOnly() {
		HttpHeaders headers = this.info.responseHeaders();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> headers.set("A", "1"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.info.responseCookies().clear());
		this.info.setHeader("A", "1");
		assertThat(headers.isEmpty()).isTrue();
	}

	@Test
	void losesNoChangeThatThreadsMakeAtOnce() {
		CompletableFuture<?>[] threads = IntStream.range(0, 8).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			this.scopes.current().setValue(this.active);
			IntStream.range(0, 200)
				.forEach((index) -> this.info.setHeader("H" + thread + "-" + index, "1").addHeader("All", "1"));
			this.scopes.current().setValue();
		})).toArray(CompletableFuture<?>[]::new);
		assertThat(CompletableFuture.allOf(threads)).succeedsWithin(BOUND);
		assertThat(this.info.responseHeaders().headerNames()).hasSize(1601);
		assertThat(this.info.responseHeaders().get("All")).hasSize(1600);
	}

	@Test
	void refusesChangesOfACommittedResponse() {
		StepVerifier.create(this.exchange.getResponse().setComplete()).expectComplete().verify(BOUND);
		assertThat(this.info.isCommitted()).isTrue();
		assertRefused((info) -> info.setStatus(HttpStatus.CREATED), "status 201 CREATED");
		assertRefused((info) -> info.setHeader("A", "1", "2"), "header 'A' = 1, 2");
		assertRefused((info) -> info.addHeader("A", "1"), "header 'A' = 1");
		assertRefused((info) -> info.removeHeader("A"), "the removal of header 'A'");
		assertRefused((info) -> info.addCookie(ResponseCookie.from("login", "secret").build()), "cookie 'login'");
		assertRefused((info) -> info.setHeader("set-cookie", "login=secret"), "header 'set-cookie'");
		assertThat(this.info.responseHeaders().isEmpty()).isTrue();
	}

	private void assertRefused(Consumer<RequestInfo> change, String what) {
		assertThatExceptionOfType(ResponseCommittedException.class).isThrownBy(() -> change.accept(this.info))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("RequestInfo"))
			.withMessageStartingWith("The response of request r1 (PUT /carts/a%20b) is committed, too late for " + what
					+ ". Set it before");
	}

	@Test
	void changesTheResponseWhileItIsAboutToBeCommitted() {
		this.exchange.getResponse()
			.beforeCommit(() -> Mono.fromRunnable(() -> this.info.setHeader("A", "late")
				.setStatus(HttpStatus.ACCEPTED)
				.addCookie(ResponseCookie.from("a", "b").build())));
		StepVerifier.create(this.exchange.getResponse().setComplete()).expectComplete().verify(BOUND);
		assertThat(this.exchange.getResponse().getHeaders().getFirst("A")).isEqualTo("late");
		assertThat(this.exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
		assertThat(this.exchange.getResponse().getHeaders().getFirst("Set-Cookie")).startsWith("a=b");
	}

	@Test
	void refusesArgumentsThatSayNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.info.setHeader(" ", "1"))
			.withMessageContaining("'name'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.info.setStatus(null))
			.withMessageContaining("'status'");
	}

	@Test
	void namesItselfOutsideOfRequests() {
		this.scopes.current().setValue();
		for (Function<RequestInfo, Object> use : uses()) {
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(() -> use.apply(this.info))
				.withMessageStartingWith("'RequestInfo' was used on thread '");
		}
	}

	private static List<Function<RequestInfo, Object>> uses() {
		return List.of(RequestInfo::id, RequestInfo::path, RequestInfo::attributes, RequestInfo::responseHeaders,
				(info) -> info.setHeader("A", "1"));
	}

	@Test
	void hasAnIdButNoExchangeBeforeTheFilters() {
		this.scopes.current().setValue(this.scopes.begin("r2"));
		assertThat(this.info.id()).isEqualTo("r2");
		assertThatExceptionOfType(MissingRequestValueException.class).isThrownBy(this.info::path)
			.withMessageContaining("'RequestInfo' needs the exchange of request r2");
	}

	@Test
	void saysThatTheRequestIsOver() {
		this.scopes.release(this.active);
		assertThatExceptionOfType(RequestEndedException.class).isThrownBy(this.info::path)
			.withMessageContaining("'RequestInfo' belongs to request r1, which is over");
	}

	@Test
	void emitsOneThatBelongsToItsRequestOnAnyThread() {
		this.scopes.current().setValue();
		Mono<String> ids = this.info.mono()
			.publishOn(Schedulers.single())
			.map((bound) -> bound.setHeader("A", bound.id()).path() + " " + bound)
			.contextWrite(Context.of(CurrentRequest.KEY, this.active));
		StepVerifier.create(ids).expectNext("/carts/a%20b RequestInfo of request r1").expectComplete().verify(BOUND);
		assertThat(this.exchange.getResponse().getHeaders().getFirst("A")).isEqualTo("r1");
	}

	@Test
	void emitsAnErrorWithoutARequest() {
		this.scopes.current().setValue();
		StepVerifier.create(this.info.mono()).expectError(NoCurrentRequestException.class).verify(BOUND);
	}

}
