package dev.holdfast.request;

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs all tests on each server, against a {@link ServedApplication}.
 */
@ParameterizedClass
@EnumSource
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServedRequests {

	static final Duration LIMIT = Duration.ofSeconds(10);

	private final boolean propagates = Hooks.isAutomaticContextPropagationEnabled();

	@Parameter
	private ReactiveServer server;

	private AnnotationConfigReactiveWebServerApplicationContext context;

	private ServedApplication application;

	private String name;

	@BeforeParameterizedClassInvocation
	void start() {
		Hooks.enableAutomaticContextPropagation();
		this.context = this.server.start(ServedApplication.class);
		this.application = this.context.getBean(ServedApplication.class);
	}

	@AfterParameterizedClassInvocation
	void stop() {
		this.context.close();
		if (!this.propagates) {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@BeforeEach
	void newName() {
		this.name = UUID.randomUUID().toString();
	}

	String url(String scheme) {
		return scheme + "://127.0.0.1:" + port();
	}

	int port() {
		return this.context.getWebServer().getPort();
	}

	/**
	 * What the request of the current test sends to name its client.
	 * @return the name
	 */
	String name() {
		return this.name;
	}

	ServedClient client(String client) {
		return this.application.client(client);
	}

	String used() {
		return used(this.name);
	}

	static String used(String name) {
		return name + ", " + ServedApplication.LAZY + name;
	}

	void assertOpen() {
		assertThat(client(this.name).closings()).isZero();
		assertThat(client(ServedApplication.LAZY + this.name).closings()).isZero();
	}

	void awaitClosedOnce() {
		awaitClosedOnce(this.name);
		awaitClosedOnce(ServedApplication.LAZY + this.name);
	}

	void awaitClosedOnce(String client) {
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(client(client).closings()).isEqualTo(1));
	}

}
