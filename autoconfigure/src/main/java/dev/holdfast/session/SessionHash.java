package dev.holdfast.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.web.server.WebSession;

/**
 * Names a session in the log, where its id must not be: who knows the id has the login.
 */
final class SessionHash {

	private static final int LENGTH = 4;

	private SessionHash() {
	}

	static String of(WebSession session) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(session.getId().getBytes(StandardCharsets.UTF_8));
			return "#" + HexFormat.of().formatHex(hash, 0, LENGTH);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
