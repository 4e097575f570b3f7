package dev.holdfast.ratelimit;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads addresses. Whatever the text is, no name server is asked for it: clients choose
 * it, and event loops read it.
 */
final class AddressLiteral {

	private static final int IPV6_BYTES = 16;

	private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

	private static final Pattern IPV6 = Pattern.compile("[\\da-fA-F:.]{2,45}");

	private static final Pattern GROUP = Pattern.compile("[\\da-fA-F]{1,4}");

	private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^]]*)](?::\\d{1,5})?");

	private static final Pattern WITH_PORT = Pattern.compile("([^:]*):\\d{1,5}");

	private AddressLiteral() {
	}

	static @Nullable InetAddress parse(String text) {
		byte[] bytes = IPV4.matcher(text).matches() ? ipv4(text) : ipv6(text);
		try {
			return (bytes != null) ? InetAddress.getByAddress(bytes) : null;
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("An address has 4 or 16 bytes", ex);
		}
	}

	// As some proxies write it: with a port, and so with brackets around IPv6
	static @Nullable InetAddress parseForwarded(String text) {
		Matcher inBrackets = IN_BRACKETS.matcher(text);
		String host = inBrackets.matches() ? inBrackets.group(1) : text;
		Matcher withPort = WITH_PORT.matcher(host);
		return parse(withPort.matches() ? withPort.group(1) : host);
	}

	private static byte[] ipv4(String text) {
		String[] numbers = text.split("\\.");
		byte[] bytes = new byte[numbers.length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) Integer.parseInt(numbers[i]);
		}
		return bytes;
	}

	private static byte @Nullable [] ipv6(String text) {
		if (!IPV6.matcher(text).matches()) {
			return null;
		}
		int gap = text.indexOf("::");
		if (gap < 0) {
			byte[] bytes = groups(text, true);
			return (bytes != null && bytes.length == IPV6_BYTES) ? bytes : null;
		}
		byte[] head = groups(text.substring(0, gap), false);
		byte[] tail = groups(text.substring(gap + 2), true);
		if (head == null || tail == null || head.length + tail.length > IPV6_BYTES - 2) {
			return null;
		}
		byte[] bytes = Arrays.copyOf(head, IPV6_BYTES);
		System.arraycopy(tail, 0, bytes, IPV6_BYTES - tail.length, tail.length);
		return bytes;
	}

	private static byte @Nullable [] groups(String text, boolean last) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(IPV6_BYTES);
		String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
		for (int i = 0; i < groups.length; i++) {
			if (GROUP.matcher(groups[i]).matches()) {
				int group = Integer.parseInt(groups[i], 16);
				bytes.write(group >> 8);
				bytes.write(group);
			}
			else if (last && i == groups.length - 1 && IPV4.matcher(groups[i]).matches()) {
				bytes.writeBytes(ipv4(groups[i]));
			}
			else {
				return null;
			}
		}
		return bytes.toByteArray();
	}

}
