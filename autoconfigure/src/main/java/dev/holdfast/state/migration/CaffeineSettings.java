package dev.holdfast.state.migration;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.CaffeineSpec;
import com.github.benmanes.caffeine.cache.Policy;

/**
 * The settings of a Caffeine cache without code of the application, as the text of a
 * {@link CaffeineSpec}. They may come from outside of this JVM, so no others are taken.
 */
final class CaffeineSettings {

	private static final List<String> REFERENCES = List.of("weakKeys", "weakValues", "softValues");

	private static final Pattern SETTINGS = Pattern
		.compile("((maximumSize=\\d+|expireAfter(Access|Write)=PT[\\d.HMS]+|recordStats|weakKeys|weakValues|softValues)"
				+ "(,(?!$)|$))*");

	private CaffeineSettings() {
	}

	/**
	 * Return the settings of a cache.
	 * @param cache the cache
	 * @param substitute what the cache is serialized as, since nothing else tells how it
	 * refers to keys and values
	 * @return the settings
	 */
	static String of(Cache<?, ?> cache, Object substitute) {
		List<String> settings = new ArrayList<>();
		Policy<?, ?> policy = cache.policy();
		policy.eviction().ifPresent((eviction) -> settings.add("maximumSize=" + eviction.getMaximum()));
		policy.expireAfterAccess()
			.ifPresent((expiration) -> settings.add("expireAfterAccess=" + expiration.getExpiresAfter()));
		policy.expireAfterWrite()
			.ifPresent((expiration) -> settings.add("expireAfterWrite=" + expiration.getExpiresAfter()));
		if (policy.isRecordingStats()) {
			settings.add("recordStats");
		}
		for (Field field : Instances.fields(substitute.getClass())) {
			if (REFERENCES.contains(field.getName()) && Boolean.TRUE.equals(Instances.get(field, substitute))) {
				settings.add(field.getName());
			}
		}
		return String.join(",", settings);
	}

	/**
	 * Return what builds a cache with the settings.
	 * @param settings the settings
	 * @return the builder
	 * @throws IllegalStateException if they are not those of a cache
	 */
	static Caffeine<Object, Object> builder(String settings) {
		if (!SETTINGS.matcher(settings).matches()) {
			throw new IllegalStateException("'%s' are not the settings of a Caffeine cache".formatted(settings));
		}
		return Caffeine.from(settings);
	}

}
