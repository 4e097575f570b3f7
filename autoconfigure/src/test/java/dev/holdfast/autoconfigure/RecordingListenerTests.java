package dev.holdfast.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingListenerTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void listensToTheApplication() {
		assertThat(RecordingListener.isOfApplication(this.environment)).isTrue();
	}

	@Test
	void ignoresABootstrapContext() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("bootstrap", Map.of()));
		assertThat(RecordingListener.isOfApplication(this.environment)).isFalse();
	}

}
