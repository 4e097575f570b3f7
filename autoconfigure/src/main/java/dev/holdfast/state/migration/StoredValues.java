package dev.holdfast.state.migration;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
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
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kinds of values that can be stored, arrays and enums left out. A number must never
 * change, as stored values have it.
 */
final class StoredValues {

	private StoredValues() {
	}

	static List<StoredKind<?>> all() {
		return Stream.of(numbers(), texts(), dates(), zones(), holders(), optionals()).flatMap(List::stream).toList();
	}

	private static List<StoredKind<?>> numbers() {
		return List.of(StoredKind.of(10, Boolean.class, (value, out) -> out.flag(value), ContentInput::flag),
				StoredKind.of(11, Byte.class, (value, out) -> out.octet(value), (in) -> (byte) in.octet()),
				StoredKind.of(12, Short.class, (value, out) -> out.number(value), (in) -> (short) in.number()),
				StoredKind.of(13, Character.class, (value, out) -> out.count(value), (in) -> (char) in.count()),
				StoredKind.of(14, Integer.class, (value, out) -> out.number(value), (in) -> (int) in.number()),
				StoredKind.of(15, Long.class, (value, out) -> out.number(value), ContentInput::number),
				StoredKind.of(16, Float.class, (value, out) -> out.number(Float.floatToRawIntBits(value)),
						(in) -> Float.intBitsToFloat((int) in.number())),
				StoredKind.of(17, Double.class, (value, out) -> out.number(Double.doubleToRawLongBits(value)),
						(in) -> Double.longBitsToDouble(in.number())),
				StoredKind.of(18, BigInteger.class, (value, out) -> out.block(value.toByteArray()),
						(in) -> new BigInteger(in.block())),
				StoredKind.of(19, BigDecimal.class, (value, out) -> {
					out.block(value.unscaledValue().toByteArray());
					out.number(value.scale());
				}, (in) -> new BigDecimal(new BigInteger(in.block()), (int) in.number())));
	}

	private static List<StoredKind<?>> texts() {
		return List.of(StoredKind.of(30, String.class, (value, out) -> out.text(value), ContentInput::text),
				StoredKind.of(31, UUID.class, (value, out) -> {
					out.number(value.getMostSignificantBits());
					out.number(value.getLeastSignificantBits());
				}, (in) -> new UUID(in.number(), in.number())),
				StoredKind.ofText(32, URI.class, URI::toString, URI::create),
				StoredKind.ofText(33, Locale.class, Locale::toLanguageTag, Locale::forLanguageTag),
				StoredKind.ofText(34, Currency.class, Currency::getCurrencyCode, Currency::getInstance),
				StoredKind.ofText(35, Charset.class, Charset::name, Charset::forName),
				StoredKind.ofText(36, File.class, File::getPath, File::new),
				StoredKind.ofText(37, Path.class, Path::toString, Path::of),
				StoredKind.of(38, Pattern.class, (value, out) -> {
					out.text(value.pattern());
					out.count(value.flags());
				}, (in) -> Pattern.compile(in.text(), in.count())));
	}

	private static List<StoredKind<?>> dates() {
		return List.of(StoredKind.of(50, Instant.class, (value, out) -> {
			out.number(value.getEpochSecond());
			out.count(value.getNano());
		}, (in) -> Instant.ofEpochSecond(in.number(), in.count())), StoredKind.of(51, Duration.class, (value, out) -> {
			out.number(value.getSeconds());
			out.count(value.getNano());
		}, (in) -> Duration.ofSeconds(in.number(), in.count())),
				StoredKind.ofText(52, LocalDate.class, LocalDate::toString, LocalDate::parse),
				StoredKind.ofText(53, LocalTime.class, LocalTime::toString, LocalTime::parse),
				StoredKind.ofText(54, LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse),
				StoredKind.ofText(55, Period.class, Period::toString, Period::parse), StoredKind.of(56, Year.class,
						(value, out) -> out.number(value.getValue()), (in) -> Year.of((int) in.number())),
				StoredKind.of(57, YearMonth.class, (value, out) -> {
					out.number(value.getYear());
					out.count(value.getMonthValue());
				}, (in) -> YearMonth.of((int) in.number(), in.count())),
				StoredKind.ofText(58, MonthDay.class, MonthDay::toString, MonthDay::parse),
				StoredKind
					.of(59, Date.class, (value, out) -> out.number(value.getTime()), (in) -> new Date(in.number()))
					.shared());
	}

	private static List<StoredKind<?>> zones() {
		return List.of(StoredKind.ofText(65, OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse),
				StoredKind.ofText(66, OffsetTime.class, OffsetTime::toString, OffsetTime::parse),
				StoredKind.ofText(67, ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse),
				StoredKind.ofText(68, ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of),
				StoredKind.ofText(69, ZoneId.class, ZoneId::getId, ZoneId::of));
	}

	private static List<StoredKind<?>> holders() {
		return List.of(StoredKind.of(80, Object.class, (value, out) -> {
		}, (in) -> new Object()).shared(),
				StoredKind
					.of(81, AtomicBoolean.class, (value, out) -> out.flag(value.get()),
							(in) -> new AtomicBoolean(in.flag()))
					.shared(),
				StoredKind
					.of(82, AtomicInteger.class, (value, out) -> out.number(value.get()),
							(in) -> new AtomicInteger((int) in.number()))
					.shared(),
				StoredKind
					.of(83, AtomicLong.class, (value, out) -> out.number(value.get()),
							(in) -> new AtomicLong(in.number()))
					.shared(),
				StoredKind.of(84, LongAdder.class, (value, out) -> out.number(value.sum()), (in) -> {
					LongAdder adder = new LongAdder();
					adder.add(in.number());
					return adder;
				}).shared(),
				StoredKind
					.of(85, BitSet.class, (value, out) -> out.block(value.toByteArray()),
							(in) -> BitSet.valueOf(in.block()))
					.shared(),
				StoredKind.ofText(86, StringBuilder.class, StringBuilder::toString, StringBuilder::new).shared(),
				StoredKind.ofText(87, StringBuffer.class, StringBuffer::toString, StringBuffer::new).shared());
	}

	private static List<StoredKind<?>> optionals() {
		return List.of(
				StoredKind.ofText(90, OptionalInt.class,
						(value) -> value.isPresent() ? String.valueOf(value.getAsInt()) : "",
						(text) -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text))),
				StoredKind.ofText(91, OptionalLong.class,
						(value) -> value.isPresent() ? String.valueOf(value.getAsLong()) : "",
						(text) -> text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text))),
				StoredKind.ofText(92, OptionalDouble.class,
						(value) -> value.isPresent() ? String.valueOf(value.getAsDouble()) : "",
						(text) -> text.isEmpty() ? OptionalDouble.empty()
								: OptionalDouble.of(Double.parseDouble(text))));
	}

}
