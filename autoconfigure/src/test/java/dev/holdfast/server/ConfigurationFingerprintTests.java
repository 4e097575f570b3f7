package dev.holdfast.server;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerFactoryCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationFingerprintTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	@Test
	void isEqualForEqualProperties() {
		assertThat(of(Map.of("server.port", "8080", "server.http2.enabled", "true")))
			.isEqualTo(of(Map.of("server.http2.enabled", "true", "server.port", "8080")));
		assertThat(of(Map.of("server.port", "8080", "app.name", "a")))
			.isEqualTo(of(Map.of("server.port", "8080", "app.name", "b")));
		assertThat(new ConfigurationFingerprint().add(new StandardEnvironment()).asText())
			.isEqualTo(new ConfigurationFingerprint().add(new StandardEnvironment()).asText());
	}

	@Test
	void differsWithEachPropertyOfTheServer() {
		List<String> fingerprints = new ArrayList<>();
		fingerprints.add(of(Map.of()));
		fingerprints.add(of(Map.of("server.port", "8080")));
		fingerprints.add(of(Map.of("server.port", "8081")));
		fingerprints.add(of(Map.of("management.server.port", "8080")));
		fingerprints.add(of(Map.of("server.ssl.bundle", "mine")));
		fingerprints.add(of(Map.of("server.ssl.key-store-password", "secret")));
		fingerprints.add(of(Map.of("spring.ssl.bundle.jks.mine.keystore.location", "a.p12")));
		fingerprints.add(of(Map.of("spring.reactor.netty.shutdown-quiet-period", "1s")));
		assertThat(fingerprints).doesNotHaveDuplicates();
	}

	@Test
	void resolvesPlaceholders() {
		assertThat(of(Map.of("server.port", "${my.port}", "my.port", "1")))
			.isNotEqualTo(of(Map.of("server.port", "${my.port}", "my.port", "2")));
	}

	@Test
	void tellsNoProperty() {
		assertThat(of(Map.of("server.ssl.key-store-password", "secret"))).matches("[0-9a-f]{64}");
	}

	@Test
	void doesNotConfuseWhereOneTextEnds() {
		assertThat(new ConfigurationFingerprint().add("ab").add("c").asText())
			.isNotEqualTo(new ConfigurationFingerprint().add("a").add("bc").asText());
	}

	@Test
	void differsWithTheCertificate(@TempDir Path directory) throws Exception {
		KeyStore one = keyStore(directory.resolve("one.p12"));
		KeyStore two = keyStore(directory.resolve("two.p12"));
		assertThat(of(one, null)).isEqualTo(of(one, null)).isNotEqualTo(of(two, null));
		assertThat(of(one, one)).isNotEqualTo(of(one, two)).isNotEqualTo(of(one, null));
		SslBundle none = null;
		assertThat(new ConfigurationFingerprint().add(none).asText()).isEqualTo(new ConfigurationFingerprint().asText())
			.isNotEqualTo(of(one, null));
	}

	@Test
	void comparesCustomizersOfBoot() {
		List<NettyServerCustomizer> one = bootCustomizers();
		List<NettyServerCustomizer> two = bootCustomizers();
		assertThat(one).isNotEmpty().allMatch(ConfigurationFingerprint::isComparable);
		assertThat(new ConfigurationFingerprint().add(one).asText())
			.isEqualTo(new ConfigurationFingerprint().add(two).asText())
			.isNotEqualTo(new ConfigurationFingerprint().add(List.<NettyServerCustomizer>of()).asText());
	}

	@Test
	void comparesNoOtherCustomizer() {
		assertThat(ConfigurationFingerprint.isComparable((server) -> server)).isFalse();
		assertThat(ConfigurationFingerprint.isComparable(new OwnCustomizer())).isFalse();
	}

	private List<NettyServerCustomizer> bootCustomizers() {
		MockEnvironment environment = new MockEnvironment();
		NettyServerProperties properties = new NettyServerProperties();
		properties.setMaxKeepAliveRequests(10);
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
		new NettyReactiveWebServerFactoryCustomizer(environment, new ServerProperties(), properties).customize(factory);
		return List.copyOf(factory.getServerCustomizers());
	}

	private String of(Map<String, String> properties) {
		MockEnvironment environment = new MockEnvironment();
		properties.forEach(environment::setProperty);
		return new ConfigurationFingerprint().add(environment).asText();
	}

	private String of(KeyStore keyStore, KeyStore trustStore) {
		return new ConfigurationFingerprint().add(SslBundle.of(SslStoreBundle.of(keyStore, null, trustStore))).asText();
	}

	private KeyStore keyStore(Path file) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
				"-storepass", new String(PASSWORD), "-keystore", file.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file)) {
			keyStore.load(content, PASSWORD);
		}
		return keyStore;
	}

	private static final class OwnCustomizer implements NettyServerCustomizer {

		@Override
		public HttpServer apply(HttpServer server) {
			return server;
		}

	}

}
