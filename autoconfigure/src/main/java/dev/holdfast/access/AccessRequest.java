package dev.holdfast.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a request tells of who asks, each header as often as it is there.
 *
 * @param peer the other end of the connection, whatever the headers say of it; or
 * {@code null} if that has no IP address
 * @param hosts {@code Host} headers, or the authority in HTTP/2
 * @param origins {@code Origin} headers
 * @param fetchSites {@code Sec-Fetch-Site} headers
 * @param forwardedFor whom proxies name as their clients: {@code X-Forwarded-For} and
 * {@code X-Real-IP} headers, and each {@code for} of {@code Forwarded} headers
 * @since 0.1.0
 */
public record AccessRequest(@Nullable InetAddress peer, List<String> hosts, List<String> origins,
		List<String> fetchSites, List<String> forwardedFor) {

	private static final Pattern FOR = Pattern.compile("(?:^|[,;])\\s*for=\"?([^\",;]*)", Pattern.CASE_INSENSITIVE);

	/**
	 * Take what counts from a request.
	 * @param peer the other end of the connection
	 * @param headers finds all headers of a name
	 * @return what the request tells of who asks
	 */
	public static AccessRequest of(@Nullable SocketAddress peer, Function<String, List<String>> headers) {
		InetAddress address = (peer instanceof InetSocketAddress inet) ? inet.getAddress() : null;
		return new AccessRequest(address, headers.apply("Host"), headers.apply("Origin"),
				headers.apply("Sec-Fetch-Site"), forwardedFor(headers));
	}

	private static List<String> forwardedFor(Function<String, List<String>> headers) {
		Stream<String> standard = headers.apply("Forwarded")
			.stream()
			.flatMap((forwarded) -> FOR.matcher(forwarded).results())
			.map((client) -> client.group(1));
		Stream<String> others = Stream.of("X-Forwarded-For", "X-Real-IP")
			.flatMap((name) -> headers.apply(name).stream());
		return Stream.concat(others, standard).toList();
	}

}
