package dev.holdfast.sample.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * A key store with a new key and a certificate that nobody has signed but itself.
 *
 * @param file the key store
 */
public record SelfSignedKeys(Path file) {

	private static final String PASSWORD = "changeit";

	private static final int TIMEOUT_MILLIS = 5000;

	/**
	 * Generate a key.
	 * @param directory where to put the key store
	 * @param name name of its file and common name of the certificate
	 * @return the key store
	 */
	public static SelfSignedKeys generate(Path directory, String name) {
		Path file = directory.resolve(name + ".p12").toAbsolutePath();
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		List<String> command = List.of(keytool, "-genkeypair", "-alias", "test", "-keyalg", "EC", "-validity", "2",
				"-dname", "CN=" + name, "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString());
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int code = process.waitFor();
			if (code != 0) {
				throw new IllegalStateException(command + " failed with " + code + ": " + output);
			}
			return new SelfSignedKeys(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What makes an application serve HTTPS with this key.
	 * @return properties by their names
	 */
	public Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("server.ssl.key-store", this.file.toUri().toString());
		properties.put("server.ssl.key-store-type", "PKCS12");
		properties.put("server.ssl.key-store-password", PASSWORD);
		return properties;
	}

	/**
	 * Who is named by the certificate of a server.
	 * @param port port of the server
	 * @return the distinguished name, or null if the server does not speak TLS
	 */
	public static String subjectOf(int port) {
		try {
			SSLContext trusting = SSLContext.getInstance("TLS");
			trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
			try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
				socket.setSoTimeout(TIMEOUT_MILLIS);
				socket.startHandshake();
				X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
				return certificate.getSubjectX500Principal().getName();
			}
		}
		catch (IOException ex) {
			return null;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The same properties as part of a file.
	 * @return lines of YAML
	 */
	public String yaml() {
		StringBuilder lines = new StringBuilder();
		properties().forEach((name, value) -> lines.append(name).append(": \"").append(value).append("\"\n"));
		return lines.toString();
	}

}
