package dev.holdfast.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StorageWaits;

/**
 * The commands of Redis that Holdfast uses. Each has a time limit, and fails at once
 * while the server is known to be away.
 * <p>
 * Safe for use by many threads. No method but {@link #await} and {@link #checkReachable}
 * ever waits.
 *
 * @since 0.1.0
 */
public final class RedisAccess {

	private static final Pattern GLOB = Pattern.compile("[\\\\*?\\[\\]]");

	private static final int SCAN_COUNT = 1000;

	private static final Duration START_LIMIT = Duration.ofSeconds(10);

	private final ReactiveRedisTemplate<byte[], byte[]> template;

	private final String keyPrefix;

	private final RedisFailures failures;

	private final RedisCommands commands;

	private final RedisStart start;

	private final RedisListener listener;

	/**
	 * Create an access.
	 * @param connectionFactory makes connections
	 * @param address where the server is, for messages
	 * @param keyPrefix what all keys begin with
	 * @param timeout how long a command may take
	 */
	public RedisAccess(ReactiveRedisConnectionFactory connectionFactory, String address, String keyPrefix,
			Duration timeout) {
		Assert.notNull(connectionFactory, "'connectionFactory' must not be null");
		Assert.hasText(address, "'address' must not be empty");
		Assert.isTrue(!timeout.isNegative() && !timeout.isZero(), "'timeout' must be positive");
		this.template = new ReactiveRedisTemplate<>(connectionFactory, RedisSerializationContext.byteArray());
		this.keyPrefix = keyPrefix;
		this.failures = new RedisFailures("Redis at " + address);
		this.commands = new RedisCommands(this.failures, timeout);
		this.start = new RedisStart(connectionFactory, this.failures, START_LIMIT);
		this.listener = new RedisListener(connectionFactory, this.failures, timeout);
	}

	/**
	 * Return where the server is.
	 * @return text for messages, such as {@code Redis at localhost:6379}
	 */
	public String describe() {
		return this.failures.address();
	}

	/**
	 * Return a key.
	 * @param parts what it consists of, after the common prefix
	 * @return the key
	 */
	public String key(String... parts) {
		return this.keyPrefix + String.join(":", parts);
	}

	/**
	 * Make sure that the server is there, and open the connection that all commands
	 * share. Waits, for ten seconds at most.
	 * @throws RedisUnavailableException if it is not there, or lets nobody in
	 */
	public void checkReachable() {
		checkMayWait("another thread");
		this.start.connect();
		await(command((template) -> Mono.from(template.execute(ReactiveRedisConnection::ping))), "another thread");
	}

	/**
	 * Get a value.
	 * @param key the key
	 * @return the value, empty if there is none
	 */
	public Mono<byte[]> get(byte[] key) {
		return command((template) -> template.opsForValue().get(key));
	}

	/**
	 * Set a value.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive how long it lives, or {@code null} if it does not expire
	 * @return completes when it is set
	 */
	public Mono<Void> set(byte[] key, byte[] value, @Nullable Duration timeToLive) {
		return command((template) -> (timeToLive != null) ? template.opsForValue().set(key, value, timeToLive)
				: template.opsForValue().set(key, value))
			.then();
	}

	/**
	 * Remove a value.
	 * @param key the key
	 * @return whether there was one
	 */
	public Mono<Boolean> remove(byte[] key) {
		return command((template) -> template.unlink(key)).map((number) -> number > 0);
	}

	/**
	 * Find keys, in steps that do not block the server. Those that come and go meanwhile
	 * may be missing.
	 * @param prefix what the keys begin with
	 * @return the keys, each once
	 */
	public Flux<byte[]> keys(String prefix) {
		return scan(prefix).distinct((key) -> new String(key, StandardCharsets.ISO_8859_1));
	}

	private Flux<byte[]> scan(String prefix) {
		return this.commands.scan(() -> this.template.scan(scanOptions(prefix)));
	}

	// Of a text, the options would make bytes by the charset of the platform
	static ScanOptions scanOptions(String prefix) {
		String pattern = GLOB.matcher(prefix).replaceAll("\\\\$0") + "*";
		return ScanOptions.scanOptions().match(pattern.getBytes(StandardCharsets.UTF_8)).count(SCAN_COUNT).build();
	}

	/**
	 * Remove all values under a prefix, in steps that do not block the server.
	 * @param prefix what the keys begin with
	 * @return completes when they are removed
	 */
	public Mono<Void> removeAll(String prefix) {
		return scan(prefix).buffer(SCAN_COUNT)
			.concatMap((keys) -> command((template) -> template.unlink(keys.toArray(byte[][]::new))))
			.then();
	}

	/**
	 * Run a script.
	 * @param script the script, which returns a text or nothing
	 * @param keys its keys
	 * @param arguments its arguments
	 * @return what it returns
	 */
	public Mono<byte[]> run(RedisScript<byte[]> script, List<byte[]> keys, List<byte[]> arguments) {
		return command((template) -> template.execute(script, keys, arguments).next());
	}

	/**
	 * Listen to a channel. Messages that are sent while the connection is lost are lost.
	 * @param channel the name of the channel
	 * @return the messages, without end. An empty one comes first, whenever the server
	 * gets to know of the listener
	 */
	public Flux<byte[]> messages(String channel) {
		return this.listener.messages(channel);
	}

	private <T> Mono<T> command(Function<ReactiveRedisTemplate<byte[], byte[]>, Mono<T>> command) {
		return this.commands.run(() -> command.apply(this.template).flux()).next();
	}

	/**
	 * Wait for the end of something that has a time limit.
	 * @param <T> the type of the result
	 * @param result what to wait for
	 * @param instead what to call on a thread that must not wait
	 * @return the result, or {@code null} if it is empty
	 * @throws IllegalStateException if this thread must not wait
	 */
	public <T> @Nullable T await(Mono<T> result, String instead) {
		return StorageWaits.await(result, describe(), instead);
	}

	/**
	 * Make sure that this thread may wait.
	 * @param instead what to call if it must not
	 * @throws IllegalStateException if this thread must not wait
	 */
	public void checkMayWait(String instead) {
		StorageWaits.checkMayWait(describe(), instead);
	}

}
