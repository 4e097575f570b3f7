package dev.holdfast.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

import dev.holdfast.server.EndpointAnswer;
import dev.holdfast.server.EndpointRequest;
import dev.holdfast.server.ServerEndpoint;

/**
 * Serves a file of Holdfast's own.
 *
 * @param path where it is served
 * @param content what is served
 */
record ResourceEndpoint(String path, EndpointAnswer content) implements ServerEndpoint {

	// Of the browser's policy for whatever is served here, nothing but pages takes notice
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

	/**
	 * Read a file once, to be served for as long as the JVM runs.
	 * @param path where it is served
	 * @param contentType its type
	 * @param name the name of the file
	 * @param owner a class of the package where it is
	 * @return the endpoint
	 */
	static ResourceEndpoint of(String path, String contentType, String name, Class<?> owner) {
		try {
			String text = new ClassPathResource(name, owner).getContentAsString(StandardCharsets.UTF_8);
			EndpointAnswer answer = EndpointAnswer.text(contentType + ";charset=UTF-8", text);
			return new ResourceEndpoint(path,
					contentType.equals("text/html") ? answer.with("Content-Security-Policy", POLICY) : answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public Mono<EndpointAnswer> answer(EndpointRequest request) {
		return Mono.just(this.content);
	}

}
