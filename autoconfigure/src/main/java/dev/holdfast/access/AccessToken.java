package dev.holdfast.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a request has to name to change something: it is told only to who may see details,
 * so that no page of another origin knows it.
 *
 * @since 0.1.0
 */
public final class AccessToken {

	/**
	 * The header that names the token.
	 */
	public static final String HEADER = "Holdfast-Token";

	private static final int BYTES = 32;

	private final String value;

	private AccessToken(String value) {
		this.value = value;
	}

	/**
	 * Make a token of 256 random bits.
	 * @return the token
	 */
	public static AccessToken random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return new AccessToken(HexFormat.of().formatHex(bytes));
	}

	/**
	 * Return the token for who may see details.
	 * @return the token as text
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Decide whether a request that is let in may change something, too.
	 * @param headers finds all headers of a name
	 * @return the verdict
	 */
	public AccessVerdict decide(Function<String, List<String>> headers) {
		List<String> types = headers.apply("Content-Type");
		if (types.size() != 1 || !isJson(types.get(0))) {
			return AccessVerdict.NOT_JSON;
		}
		List<String> tokens = headers.apply(HEADER);
		return (tokens.size() == 1 && isSame(tokens.get(0))) ? AccessVerdict.ALLOWED : AccessVerdict.NO_TOKEN;
	}

	private static boolean isJson(String type) {
		return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
	}

	private boolean isSame(String presented) {
		return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8),
				this.value.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "AccessToken[******]";
	}

}
