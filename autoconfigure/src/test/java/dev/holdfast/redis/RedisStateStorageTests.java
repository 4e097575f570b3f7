package dev.holdfast.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.state.storage.StoredValue;
import dev.holdfast.state.storage.StoredWrite;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RedisStateStorageTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final byte[] FIRST = { 0, 1 };

	private static final byte[] SECOND = { 2 };

	@AutoClose
	private static final RedisServer server = RedisServer.start();

	@AutoClose
	private final SharedNode one = new SharedNode(server);

	@AutoClose
	private final SharedNode other = new SharedNode(server);

	private final RedisStateStorage storage = this.one.storage();

	@AfterEach
	void forget() {
		server.command("FLUSHALL");
	}

	private static <T> T result(Mono<T> mono) {
		AtomicReference<T> result = new AtomicReference<>();
		StepVerifier.create(mono).consumeNextWith(result::set).expectComplete().verify(LIMIT);
		return result.get();
	}

	@Test
	void writesIfNobodyElseHas() {
		StoredWrite first = result(this.storage.compareAndSet("bytes", 0, 1, FIRST));
		assertThat(first.written()).isTrue();
		StoredWrite refused = result(this.storage.compareAndSet("bytes", 0, 1, SECOND));
		assertThat(refused.written()).isFalse();
		assertThat(refused.present().content()).isEqualTo(FIRST);
		assertThat(refused.present().revision()).isEqualTo(first.present().revision());
		StoredWrite second = result(this.storage.compareAndSet("bytes", first.present().revision(), 3, SECOND));
		assertThat(second.written()).isTrue();
		StoredValue read = result(this.other.storage().read("bytes"));
		assertThat(read.revision()).isEqualTo(second.present().revision()).isGreaterThan(first.present().revision());
		assertThat(read.version()).isEqualTo(3);
		assertThat(read.content()).isEqualTo(SECOND);
	}

	@Test
	void neverGivesARevisionAgain() {
		long deleted = result(this.storage.compareAndSet("bytes", 0, 1, FIRST)).present().revision();
		assertThat(result(this.storage.delete("bytes"))).isTrue();
		assertThat(result(this.storage.delete("bytes"))).isFalse();
		StepVerifier.create(this.storage.read("bytes")).expectComplete().verify(LIMIT);
		StoredWrite late = result(this.storage.compareAndSet("bytes", deleted, 1, SECOND));
		assertThat(late.written()).isFalse();
		assertThat(late.present()).isSameAs(StoredValue.ABSENT);
		long flushed = result(this.storage.compareAndSet("bytes", 0, 1, FIRST)).present().revision();
		server.command("FLUSHALL");
		long last = result(this.storage.compareAndSet("bytes", 0, 1, FIRST)).present().revision();
		assertThat(flushed).isGreaterThan(deleted);
		assertThat(last).isGreaterThan(flushed);
		assertThat(result(this.storage.compareAndSet("bytes", flushed, 1, SECOND)).written()).isFalse();
	}

	@Test
	void writesOnceWhatTheClientSendsTwice() {
		StoredWrite first = result(this.storage.compareAndSet("bytes", 0, 1, FIRST, 17));
		long revision = first.present().revision();
		assertThat(result(this.storage.compareAndSet("bytes", revision, 1, FIRST, 18)).written()).isTrue();
		long later = result(this.storage.read("bytes")).revision();
		assertThat(result(this.other.storage().compareAndSet("bytes", later, 1, SECOND)).written()).isTrue();
		StoredWrite again = result(this.storage.compareAndSet("bytes", 0, 1, FIRST, 17));
		assertThat(again.written()).isTrue();
		assertThat(again.present().revision()).isEqualTo(revision);
		assertThat(result(this.storage.read("bytes")).content()).isEqualTo(SECOND);
	}

	@Test
	void leavesAloneWhatOthersHavePutThere() {
		for (String foreign : new String[] { "rubbish", "none", "'done 5'", "'done x'", "'is 5 1 x'", "''" }) {
			server.command("SET test:state:{bytes} " + foreign);
			for (Mono<?> use : new Mono<?>[] { this.storage.read("bytes"),
					this.storage.compareAndSet("bytes", 0, 1, FIRST) }) {
				StepVerifier.create(use)
					.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(StateStorageException.class)
						.hasMessageContaining("state 'bytes' was not written by Holdfast"))
					.verify(LIMIT);
			}
		}
		server.command("DEL test:state:{bytes}");
		server.command("LPUSH test:state:{bytes} rubbish");
		StepVerifier.create(this.storage.compareAndSet("bytes", 0, 1, FIRST))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(StateStorageException.class)
				.hasMessageContaining("refuses a command: ")
				.hasMessageContaining("WRONGTYPE"))
			.verify(LIMIT);
	}

}
