package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import dev.holdfast.cache.CacheSettings;

/**
 * The settings of caches that the configuration wants. Checked before there is any cache.
 */
final class ConfiguredCaches implements BiFunction<String, CacheSettings, CacheSettings> {

	private static final String PREFIX = "holdfast.cache.";

	private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

	private final CacheProperties properties;

	ConfiguredCaches(CacheProperties properties) {
		this.properties = properties;
		properties.getCaches().forEach((name, cache) -> named(name, cache, CacheSettings.DEFAULT));
	}

	CacheSettings defaults() {
		CacheSettings settings = CacheSettings.DEFAULT.statistics(this.properties.isStatistics());
		settings = sized(PREFIX, settings, this.properties.getMaximumSize());
		Duration timeToLive = this.properties.getTimeToLive();
		return (timeToLive != null) ? expiring(PREFIX, settings, timeToLive) : settings;
	}

	@Override
	public CacheSettings apply(String name, CacheSettings settings) {
		CacheProperties.Named cache = this.properties.getCaches().get(name);
		return (cache != null) ? named(name, cache, settings) : settings;
	}

	private static CacheSettings named(String name, CacheProperties.Named cache, CacheSettings settings) {
		String prefix = PREFIX + "caches" + (PLAIN.matcher(name).matches() ? "." + name : "[" + name + "]") + ".";
		Long size = cache.getMaximumSize();
		CacheSettings sized = (size != null) ? sized(prefix, settings, size) : settings;
		Duration timeToLive = cache.getTimeToLive();
		return (timeToLive != null) ? expiring(prefix, sized, timeToLive) : sized;
	}

	private static CacheSettings sized(String prefix, CacheSettings settings, long size) {
		try {
			return settings.maximumSize(size);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(prefix + "maximum-size", size,
					"A cache needs room for one entry at least");
		}
	}

	private static CacheSettings expiring(String prefix, CacheSettings settings, Duration timeToLive) {
		try {
			return settings.timeToLive(timeToLive);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(prefix + "time-to-live", timeToLive,
					"It must be longer than zero; leave it out for entries that do not expire");
		}
	}

}
