package dev.holdfast.state.storage;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateCodecTests {

	private final StateCodec codec = new StateCodec(StateCodecTests.class.getClassLoader(),
			new TrustedTypes(List.of(StateCodecTests.class.getPackageName())));

	static Stream<Object> values() {
		return Stream.of(true, (byte) -3, (short) -300, 'ß', Integer.MIN_VALUE, Long.MAX_VALUE, -0.0f, Double.NaN,
				Math.PI, BigInteger.TWO.pow(200).negate(), new BigDecimal("-1.500"), "", "Grüße, 世界 \uD83D\uDE00",
				"half \uD83D", UUID.fromString("0b6f2d3e-97d4-4f0f-8f3d-1c2b3a495867"),
				URI.create("https://example.org/a?b#c"), Locale.GERMANY, Currency.getInstance("EUR"),
				StandardCharsets.UTF_16LE, new File("a/b"), Path.of("/a/b"), Instant.MIN,
				Instant.parse("2026-01-02T03:04:05.000000006Z"), Duration.ofNanos(-1), LocalDate.MAX, LocalTime.MAX,
				LocalDateTime.MIN, Period.of(1, -2, 3), Year.of(-20000), YearMonth.of(12345, 6), MonthDay.of(2, 29),
				OffsetDateTime.parse("2026-01-02T03:04:05+01:30"), OffsetTime.MAX,
				ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Berlin]"), ZoneOffset.MAX,
				ZoneId.of("Europe/Berlin"), new Date(5), BitSet.valueOf(new long[] { 5, 6 }), DayOfWeek.FRIDAY,
				OptionalInt.of(3), OptionalInt.empty(), OptionalLong.of(-4), OptionalDouble.of(0.1), List.of(1, "a"),
				Arrays.asList(1, null), Map.of("a", List.of(new Item("b", 3))),
				new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)), new EnumMap<>(DayOfWeek.class),
				new TreeMap<>(Map.of("a", 1)), new Item("tea", 3), Kind.OTHER);
	}

	@ParameterizedTest
	@MethodSource("values")
	void comesBackAsItWas(Object value) {
		assertThat(decode(value)).isEqualTo(value).hasSameClassAs(value);
	}

	static Stream<Arguments> arrays() {
		return Stream
			.<Object>of(new boolean[] { true }, new byte[] { -1 }, new short[] { -2 }, new char[] { 'x' },
					new int[] { 3 }, new long[] { Long.MIN_VALUE }, new float[] { 1.5f }, new double[] { 2.5 },
					new String[] { "a", null }, new UUID[] { null }, new int[][] { { 1 }, { 2, 3 } },
					new BigDecimal[] { BigDecimal.TEN }, new Item[] { new Item("a", 1) }, new Object[] { 1, "a", null },
					new int[0])
			.map((array) -> Arguments.of(array));
	}

	@ParameterizedTest
	@MethodSource("arrays")
	void arraysComeBackAsTheyWere(Object array) {
		assertThat(decode(array)).hasSameClassAs(array);
		assertThat(Arrays.deepEquals(new Object[] { decode(array) }, new Object[] { array })).isTrue();
	}

	@Test
	void whatIsSharedIsSharedAfterwards() {
		AtomicLong counter = new AtomicLong(4);
		int[] numbers = { 1 };
		List<?> list = this.codec.decode(this.codec.encode(List.of(counter, numbers, counter, numbers)), List.class);
		assertThat(list.get(0)).isSameAs(list.get(2)).hasToString("4");
		assertThat(list.get(1)).isSameAs(list.get(3));
	}

	@Test
	void namesThePlaceOfWhatCannotBeStored() {
		assertThatExceptionOfType(UnstorableValueException.class)
			.isThrownBy(() -> this.codec.encode(Map.of("a", List.of(1, new Thread()))))
			.satisfies((ex) -> {
				assertThat(ex.getPath()).isEqualTo("value[a][1]");
				assertThat(ex.getProblem()).contains("of type java.lang.Thread", "A thread cannot be moved");
			});
	}

	@Test
	void storesNoTypesThatAreNotTrusted() {
		StateCodec strict = new StateCodec(StateCodecTests.class.getClassLoader(),
				new TrustedTypes(List.of("com.example")));
		assertThatExceptionOfType(UnstorableValueException.class).isThrownBy(() -> strict.encode(new Item("a", 1)))
			.withMessageContaining("holdfast.state.trusted-packages");
		byte[] content = this.codec.encode(new Item("a", 1));
		assertThatExceptionOfType(StoredContentException.class).isThrownBy(() -> strict.decode(content, Item.class))
			.withMessageContaining("is not the application's own");
	}

	@Test
	void tellsWhatIsWrongWithContent() {
		byte[] content = this.codec.encode("a");
		assertThatExceptionOfType(StoredContentException.class).isThrownBy(() -> this.codec.decode(content, Long.class))
			.withMessageContaining("does not fit");
		assertThatExceptionOfType(StoredContentException.class)
			.isThrownBy(() -> this.codec.decode("{\"json\":1}".getBytes(StandardCharsets.UTF_8), String.class))
			.withMessageContaining("was not written by Holdfast");
		assertThatExceptionOfType(StoredContentException.class)
			.isThrownBy(() -> this.codec.decode(Arrays.copyOf(content, content.length - 1), String.class))
			.withMessageContaining("damaged");
		content[3] = 2;
		assertThatExceptionOfType(StoredContentException.class)
			.isThrownBy(() -> this.codec.decode(content, String.class))
			.withMessageContaining("version 2 of the format");
	}

	private Object decode(Object value) {
		return this.codec.decode(this.codec.encode(value), Object.class);
	}

	/**
	 * An object of the application.
	 *
	 * @param name its name
	 * @param quantity how many
	 */
	record Item(String name, int quantity) {

	}

	/**
	 * A constant of the application.
	 */
	enum Kind {

		ONE, OTHER {

			@Override
			public String toString() {
				return "another";
			}

		}

	}

}
