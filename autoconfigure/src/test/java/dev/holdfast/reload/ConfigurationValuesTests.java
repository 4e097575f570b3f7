package dev.holdfast.reload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationValuesTests {

	@ParameterizedTest
	@ValueSource(strings = { "app.accessKey", "signing-key", "aws.access_key", "app.pwd", "spring.datasource.password",
			"spring.kafka.properties.sasl.jaas.config", "app.api-token", "my.client-secret", "app.credentials" })
	void masksWhatSoundsLikeASecret(String key) {
		assertThat(ConfigurationValues.text(key, "before", "now")).isEqualTo(key + " ****** -> ******");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mongodb://user:word@host/db", "jdbc:x://host?user=a&password=b", "a;Pwd=c" })
	void masksSecretsInValues(String value) {
		assertThat(ConfigurationValues.text("spring.some.url", value, null))
			.isEqualTo("spring.some.url ****** -> (none)");
	}

	@Test
	void showsWhatIsNoSecret() {
		assertThat(ConfigurationValues.text("server.port", null, "8080")).isEqualTo("server.port (none) -> '8080'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application.yml", "application-dev.yaml", "config/application.properties" })
	void knowsFilesOfConfiguration(String file) {
		assertThat(ConfigurationValues.isIn(file)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "other.yml", "a/application.yml", "application.txt", "applications.yml" })
	void leavesOtherFilesAlone(String file) {
		assertThat(ConfigurationValues.isIn(file)).isFalse();
	}

}
