package dev.holdfast.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A host with or without a port, as in a {@code Host} header. Hosts that are equal are
 * written in one way: in lower case, IPv6 addresses in full and in brackets.
 *
 * @param host the host
 * @param port the port, or -1 if none is given
 */
record Authority(String host, int port) {

	private static final int MAX_LENGTH = 262;

	private static final int MAX_PORT = 65535;

	private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

	private static final Pattern PATTERN = Pattern
		.compile("(?:(?<name>%s(?:\\.%s)*)|\\[(?<address>[0-9a-f.]*:[0-9a-f:.]*)])(?::(?<port>[0-9]{1,5}))?"
			.formatted(LABEL, LABEL));

	private static final Pattern LOOPBACK = Pattern
		.compile("127(?:\\.(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

	private static final String LOOPBACK_6 = "[0:0:0:0:0:0:0:1]";

	/**
	 * Understand a host with or without a port.
	 * @param text the text, from anybody
	 * @return its meaning, or {@code null} if it has none
	 */
	static @Nullable Authority parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		Matcher matcher = PATTERN.matcher(text.toLowerCase(Locale.ROOT));
		if (!matcher.matches()) {
			return null;
		}
		String name = matcher.group("name");
		String host = (name != null) ? name : address(matcher.group("address"));
		String digits = matcher.group("port");
		int port = (digits != null) ? Integer.parseInt(digits) : -1;
		return (host != null && port <= MAX_PORT) ? new Authority(host, port) : null;
	}

	/**
	 * Understand the same where an IPv6 address may come without brackets.
	 * @param text the text, from anybody
	 * @return its meaning, or {@code null} if it has none
	 */
	static @Nullable Authority parseBare(String text) {
		boolean address = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
		return parse(address ? "[" + text + "]" : text);
	}

	private static @Nullable String address(String literal) {
		try {
			// Brackets keep this from ever asking a name server
			String address = InetAddress.getByName("[" + literal + "]").getHostAddress();
			return address.contains(":") ? "[" + address + "]" : address;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Return whether nobody can make a name server send this host elsewhere than to the
	 * machine of who asks.
	 * @return whether it is a loopback address or a name that stands for one
	 */
	boolean isLoopback() {
		return this.host.equals("localhost") || this.host.endsWith(".localhost") || this.host.equals(LOOPBACK_6)
				|| LOOPBACK.matcher(this.host).matches();
	}

	boolean isSameAs(Authority other, int defaultPort) {
		return this.host.equals(other.host) && port(defaultPort) == other.port(defaultPort);
	}

	private int port(int defaultPort) {
		return (this.port >= 0) ? this.port : defaultPort;
	}

}
