package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import org.springframework.util.ClassUtils;

/**
 * Types of base loaders whose objects hold no others, or are resources of the JVM that
 * are to survive as they are: a thread pool, a lock, a channel.
 */
final class Leaves {

	private static final Set<Class<?>> TYPES = Set.of(String.class, StringBuilder.class, StringBuffer.class,
			Object.class, AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicIntegerArray.class,
			AtomicLongArray.class, java.math.BigInteger.class, java.math.BigDecimal.class, java.math.MathContext.class,
			java.util.BitSet.class, java.util.Currency.class, java.util.Locale.class, java.util.Random.class,
			java.util.SplittableRandom.class, java.util.UUID.class, java.util.StringJoiner.class,
			java.util.OptionalInt.class, java.util.OptionalLong.class, java.util.OptionalDouble.class,
			java.util.Base64.Encoder.class, java.util.Base64.Decoder.class, java.util.HexFormat.class,
			java.util.IntSummaryStatistics.class, java.util.LongSummaryStatistics.class,
			java.util.DoubleSummaryStatistics.class, java.util.concurrent.ThreadLocalRandom.class, java.io.File.class,
			java.net.URI.class, java.net.URL.class, java.net.InetSocketAddress.class, java.security.SecureRandom.class);

	/**
	 * Types all of whose subtypes in base loaders are leaves.
	 */
	private static final List<Class<?>> SUPERTYPES = List.of(java.util.Date.class, java.util.Calendar.class,
			java.util.TimeZone.class, java.net.InetAddress.class, java.nio.charset.Charset.class,
			java.nio.file.Path.class, java.nio.Buffer.class, java.nio.channels.Channel.class, java.security.Key.class,
			java.security.MessageDigest.class, java.security.cert.Certificate.class,
			java.util.concurrent.atomic.LongAdder.class, java.util.concurrent.atomic.DoubleAdder.class,
			java.util.concurrent.locks.Lock.class, java.util.concurrent.locks.ReadWriteLock.class,
			java.util.concurrent.locks.StampedLock.class, java.util.concurrent.locks.Condition.class,
			java.util.concurrent.Semaphore.class, java.util.concurrent.CountDownLatch.class,
			java.util.concurrent.Phaser.class, ExecutorService.class, java.util.random.RandomGenerator.class);

	private static final Set<String> PACKAGES = Set.of("java.time", "java.util.regex", "java.lang.constant");

	/**
	 * Loggers and the pools of libraries: kept without a look inside, since they refer to
	 * everything and belong to nobody.
	 */
	private static final Set<String> SUPERTYPE_NAMES = Set.of("org.slf4j.Logger", "org.apache.commons.logging.Log",
			"java.lang.System$Logger", "java.util.logging.Logger", "javax.sql.DataSource",
			"reactor.core.scheduler.Scheduler");

	private Leaves() {
	}

	static boolean contains(Class<?> type) {
		return ClassUtils.isPrimitiveWrapper(type) || TYPES.contains(type) || isInPackage(type)
				|| SUPERTYPES.stream().anyMatch((supertype) -> supertype.isAssignableFrom(type))
				|| isNamedSubtype(type);
	}

	/**
	 * Return whether variables of a type can hold nothing else than leaves.
	 * @param type the type of the variable
	 * @return whether it is a final leaf
	 */
	static boolean isFinal(Class<?> type) {
		return Modifier.isFinal(type.getModifiers()) && type.getModule() == Object.class.getModule() && contains(type);
	}

	private static boolean isInPackage(Class<?> type) {
		if (java.time.Clock.class.isAssignableFrom(type)) {
			// May refer to one of the application
			return false;
		}
		String name = type.getPackageName();
		return PACKAGES.stream().anyMatch((prefix) -> name.equals(prefix) || name.startsWith(prefix + "."));
	}

	private static boolean isNamedSubtype(Class<?> type) {
		return SUPERTYPE_NAMES.contains(type.getName())
				|| Instances.interfaces(type)
					.stream()
					.anyMatch((supertype) -> SUPERTYPE_NAMES.contains(supertype.getName()))
				|| (type.getSuperclass() != null && SUPERTYPE_NAMES.contains(type.getSuperclass().getName()));
	}

}
