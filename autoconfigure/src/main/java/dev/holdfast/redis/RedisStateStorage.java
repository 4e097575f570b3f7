package dev.holdfast.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StateStorage;
import dev.holdfast.state.storage.StoredValue;
import dev.holdfast.state.storage.StoredWrite;

/**
 * Keeps state in Redis, each value as a {@link RedisValue}.
 * <p>
 * Scripts compare and set, which Redis runs one at a time. A revision is the time of the
 * write, by the clock of Redis in microseconds, or one more than the last: so none comes
 * again, even if the value was deleted, flushed or taken from an old backup meanwhile.
 * <p>
 * The client may send a command twice when a connection is lost. So each has a mark, and
 * Redis remembers the last ones of each node and name for a while: what has been done
 * once is done, whatever others have written since.
 *
 * @since 0.1.0
 */
public final class RedisStateStorage implements StateStorage {

	private static final Duration SETTLING = Duration.ofMillis(400);

	/**
	 * A node has one command on its way for each name, or two if it uses a key that it
	 * has not defined.
	 */
	private static final int MARKS = 4;

	private static final String BEGIN = """
			local last, result = string.match(redis.call('GET', KEYS[2]) or '', '^(%d+) (%d+)$')
			if last == ARGV[1] then
				return 'done ' .. result
			end
			""";

	// Before the first change, as a script that fails later on is not undone. Who hears
	// of
	// it reads after the script
	private static final String PUBLISH = """
			redis.call('PUBLISH', ARGV[2], ARGV[3])
			""";

	private static final String END = """
			redis.call('SET', KEYS[2], ARGV[1] .. ' ' .. revision, 'PX', 600000)
			return 'done ' .. revision
			""";

	private static final RedisScript<byte[]> SET = RedisScript.of(BEGIN + """
			local present = redis.call('GET', KEYS[1])
			local revision = present and (string.match(present, '^(%d+) ') or '?') or '0'
			if revision ~= ARGV[4] then
				return present and 'is ' .. present or 'none'
			end
			local time = redis.call('TIME')
			revision = string.format('%.0f', math.max(revision + 1, time[1] * 1000000 + time[2]))
			""" + PUBLISH + """
			redis.call('SET', KEYS[1], revision .. ' ' .. ARGV[5] .. ' ' .. ARGV[6])
			""" + END, byte[].class);

	private static final RedisScript<byte[]> DELETE = RedisScript.of(BEGIN + """
			local revision = '0'
			if redis.call('EXISTS', KEYS[1]) == 0 then
				return 'none'
			end
			""" + PUBLISH + """
			redis.call('DEL', KEYS[1])
			""" + END, byte[].class);

	private final String node = UUID.randomUUID().toString();

	private final AtomicLong commands = new AtomicLong();

	private final RedisAccess redis;

	private final Flux<?> reconnections;

	/**
	 * Create a storage.
	 * @param redis the server
	 * @param reconnections emits something whenever a connection has been lost and is
	 * there again
	 */
	public RedisStateStorage(RedisAccess redis, Flux<?> reconnections) {
		this.redis = redis;
		this.reconnections = reconnections;
	}

	// With braces, so that a cluster keeps both in one place
	private byte[] key(String name) {
		return bytes(this.redis.key("state", "{" + name + "}"));
	}

	private byte[] markKey(String name, long mark) {
		return bytes(this.redis.key("state-writer", "{" + name + "}", this.node, String.valueOf(mark % MARKS)));
	}

	private String channel() {
		return this.redis.key("state-changes");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public Mono<StoredValue> read(String name) {
		return this.redis.get(key(name)).map((text) -> RedisValue.parse(name, text));
	}

	@Override
	public Mono<StoredWrite> compareAndSet(String name, long expectedRevision, int version, byte[] content) {
		return Mono
			.defer(() -> compareAndSet(name, expectedRevision, version, content, this.commands.incrementAndGet()));
	}

	Mono<StoredWrite> compareAndSet(String name, long expectedRevision, int version, byte[] content, long mark) {
		return run(SET, name, mark, bytes(String.valueOf(expectedRevision)), bytes(String.valueOf(version)), content)
			.map((result) -> RedisValue.isDone(result)
					? new StoredWrite(true, new StoredValue(RedisValue.doneRevision(result), version, content))
					: new StoredWrite(false, RedisValue.answered(name, result)));
	}

	@Override
	public Mono<Boolean> delete(String name) {
		return Mono.defer(() -> run(DELETE, name, this.commands.incrementAndGet())).map(RedisValue::isDone);
	}

	private Mono<byte[]> run(RedisScript<byte[]> script, String name, long mark, byte[]... more) {
		List<byte[]> arguments = new ArrayList<>();
		arguments.add(bytes(String.valueOf(mark)));
		arguments.add(bytes(channel()));
		arguments.add(bytes(this.node + " " + name));
		arguments.addAll(List.of(more));
		return this.redis.run(script, List.of(key(name), markKey(name, mark)), arguments);
	}

	/**
	 * Listen to changes by others. Between the loss of a connection and the moment when
	 * Redis knows of the listener again messages are lost, so all may have changed then,
	 * and once more a little later.
	 */
	@Override
	public Flux<String> changes() {
		return Flux.create((sink) -> sink.onDispose(Disposables.composite(
				this.reconnections.flatMap((any) -> Flux.just(ALL, ALL).delayElements(SETTLING)).subscribe(sink::next),
				listen(sink))));
	}

	private Disposable listen(FluxSink<String> sink) {
		return this.redis.messages(channel())
			.map((message) -> new String(message, StandardCharsets.UTF_8))
			.filter((message) -> !message.startsWith(this.node + " "))
			.map((message) -> message.isEmpty() ? ALL : message.substring(message.indexOf(' ') + 1))
			.subscribe(sink::next);
	}

	@Override
	public String describe() {
		return this.redis.describe();
	}

}
