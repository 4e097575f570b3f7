package dev.holdfast.ratelimit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Keeps identifiers short, since anybody may send long ones.
 */
final class Identifiers {

	private static final int MAX_LENGTH = 64;

	private Identifiers() {
	}

	static String bounded(String identifier) {
		return (identifier.length() <= MAX_LENGTH) ? identifier : hash(identifier);
	}

	// Longer than what is kept as it is, so that nobody can choose another's
	private static String hash(String identifier) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-512").digest(identifier.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-512", ex);
		}
	}

}
