package dev.holdfast.sample;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * A WebSocket at {@code /ws} that sends back what it receives.
 */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

	// Before the static resources, which would answer 404
	private static final int ORDER = -1;

	@Bean
	SimpleUrlHandlerMapping webSocketMapping() {
		WebSocketHandler echo = (session) -> session.send(session.receive().doOnNext(WebSocketMessage::retain));
		return new SimpleUrlHandlerMapping(Map.of("/ws", echo), ORDER);
	}

}
