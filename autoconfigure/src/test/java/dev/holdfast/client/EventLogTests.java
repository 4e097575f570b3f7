package dev.holdfast.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EventLogTests {

	private final EventLog log = new EventLog("abc", 4, 1000);

	@Test
	void writesEventsAsTheyGoOverTheWire() {
		append("one");
		assertThat(texts(this.log.after(0))).containsExactly("id: abc-1\nevent: test\ndata: {\"text\":\"one\"}\n\n");
	}

	@Test
	void replaysWhatCameAfterAnId() {
		append("one", "two", "three");
		assertThat(this.log.position("abc-1")).isEqualTo(1);
		assertThat(texts(this.log.after(1))).hasSize(2).first().asString().contains("two");
		assertThat(texts(this.log.after(3))).isEmpty();
	}

	@Test
	void keepsOnlySoManyEvents() {
		append("one", "two", "three", "four", "five", "six");
		assertThat(this.log.after(1)).isNull();
		assertThat(this.log.position("abc-1")).isNull();
		assertThat(this.log.position("abc-2")).isEqualTo(2);
		assertThat(texts(this.log.after(2))).hasSize(4);
	}

	@Test
	void keepsOnlySoManyBytes() {
		append("x".repeat(400), "y".repeat(400), "z".repeat(400));
		assertThat(texts(this.log.after(1))).hasSize(2);
		append("w".repeat(5000));
		assertThat(texts(this.log.after(3))).hasSize(1);
		assertThat(this.log.after(2)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "abc-", "abc-x", "abc--1", "abc-3", "other-1", "abc-99999999999999999999",
			"abc-1\n", "ABC-1", "abc-1-1" })
	void knowsNoOtherIds(String id) {
		append("one", "two");
		assertThat(this.log.position(id)).isNull();
	}

	@Test
	void keepsEveryEventInItsFrame() {
		append("evil\n\nevent: other\ndata: x\r\n\r\n");
		assertThat(texts(this.log.after(0)).get(0).lines()).hasSize(4)
			.noneMatch((line) -> line.startsWith("event: other"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Upper", "a b", "a\nb", "-a", "a-", "a--b" })
	void namesAnEventWithoutAName(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientEvent(name, Map.of()))
			.withMessageEndingWith("[" + name + "]");
	}

	private void append(String... texts) {
		for (String text : texts) {
			this.log.append(new ClientEvent("test", Map.of("text", text)));
		}
	}

	private static List<String> texts(@Nullable List<EventLog.Frame> frames) {
		assertThat(frames).isNotNull();
		return frames.stream().map((frame) -> new String(frame.bytes(), StandardCharsets.UTF_8)).toList();
	}

}
