package dev.holdfast.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/**
 * Tells whether two generations want their port bound alike. A digest, as the properties
 * contain passwords.
 */
final class ConfigurationFingerprint {

	private static final List<String> PREFIXES = List.of("server", "management.server", "spring.ssl",
			"spring.reactor.netty");

	private static final String BOOT = "org.springframework.boot.";

	private final MessageDigest digest;

	ConfigurationFingerprint() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 must be part of every Java platform", ex);
		}
	}

	/**
	 * Return whether a customizer does the same in every generation. Boot's own apply
	 * properties. Any other may hold on to beans, so it serves its own generation only.
	 * @param customizer the customizer
	 * @return whether it is one of Boot's own
	 */
	static boolean isComparable(NettyServerCustomizer customizer) {
		return customizer.getClass().getName().startsWith(BOOT);
	}

	ConfigurationFingerprint add(Environment environment) {
		Binder binder = Binder.get(environment);
		for (String prefix : PREFIXES) {
			Map<String, Object> properties = binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
				.orElse(Collections.emptyMap());
			add(prefix + properties);
		}
		return this;
	}

	ConfigurationFingerprint add(Collection<NettyServerCustomizer> customizers) {
		for (NettyServerCustomizer customizer : customizers) {
			// The number in the name of a lambda's class is another in each JVM or loader
			add(customizer.getClass().getName().replaceAll("\\$\\$Lambda.*", ""));
		}
		return this;
	}

	ConfigurationFingerprint add(@Nullable Compression compression) {
		if (compression != null) {
			add("compression " + compression.getEnabled() + " " + compression.getMinResponseSize() + " "
					+ Arrays.toString(compression.getMimeTypes()) + " "
					+ Arrays.toString(compression.getExcludedUserAgents()));
		}
		return this;
	}

	ConfigurationFingerprint add(@Nullable Http2 http2) {
		return add("http2 " + (http2 != null && http2.isEnabled()));
	}

	ConfigurationFingerprint add(@Nullable Ssl ssl) {
		if (ssl != null) {
			add("ssl " + ssl.getClientAuth() + " " + ssl.getProtocol() + " " + ssl.getBundle() + " "
					+ Arrays.toString(ssl.getCiphers()) + " " + Arrays.toString(ssl.getEnabledProtocols()));
		}
		return this;
	}

	ConfigurationFingerprint add(Map<String, SslBundle> bundles) {
		bundles.forEach((serverName, bundle) -> add(serverName).add(bundle));
		return this;
	}

	ConfigurationFingerprint add(@Nullable SslBundle bundle) {
		if (bundle != null) {
			add(bundle.getStores().getKeyStore());
			add(bundle.getStores().getTrustStore());
		}
		return this;
	}

	private void add(@Nullable KeyStore store) {
		if (store == null) {
			return;
		}
		try {
			for (String alias : Collections.list(store.aliases())) {
				add(alias);
				for (Certificate certificate : certificates(store, alias)) {
					this.digest.update(certificate.getEncoded());
				}
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot read a certificate of the server's SSL bundle", ex);
		}
	}

	private List<Certificate> certificates(KeyStore store, String alias) throws GeneralSecurityException {
		Certificate[] chain = store.getCertificateChain(alias);
		Certificate certificate = store.getCertificate(alias);
		if (chain != null) {
			return List.of(chain);
		}
		return (certificate != null) ? List.of(certificate) : List.of();
	}

	ConfigurationFingerprint add(String text) {
		this.digest.update(text.getBytes(StandardCharsets.UTF_8));
		this.digest.update((byte) 0);
		return this;
	}

	String asText() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

}
