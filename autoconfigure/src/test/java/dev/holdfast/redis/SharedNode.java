package dev.holdfast.redis;

import java.time.Duration;
import java.util.List;

import dev.holdfast.state.RestartState;
import dev.holdfast.state.storage.StateCodec;
import dev.holdfast.state.storage.TrustedTypes;

/**
 * A node that shares its state.
 */
final class SharedNode implements AutoCloseable {

	private final RedisFixture fixture;

	private final RedisStateStorage storage;

	private final RestartState state;

	SharedNode(RedisServer server) {
		this(server.port(), Duration.ofSeconds(1));
	}

	SharedNode(int port, Duration timeout) {
		this(new RedisFixture(port, timeout));
	}

	SharedNode(RedisFixture fixture) {
		this.fixture = fixture;
		this.storage = new RedisStateStorage(this.fixture.access(), this.fixture.reconnections());
		this.state = RestartState.shared(RestartState.create(), this.storage,
				new StateCodec(SharedNode.class.getClassLoader(), new TrustedTypes(List.of("dev.holdfast.redis"))));
	}

	RedisAccess access() {
		return this.fixture.access();
	}

	RedisStateStorage storage() {
		return this.storage;
	}

	RestartState state() {
		return this.state;
	}

	@Override
	public void close() {
		try (this.fixture) {
			((AutoCloseable) this.state).close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
