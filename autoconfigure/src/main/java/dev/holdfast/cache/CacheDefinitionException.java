package dev.holdfast.cache;

import java.util.regex.Pattern;

import dev.holdfast.HoldfastException;

/**
 * A cache cannot be defined as asked for.
 *
 * @since 0.1.0
 */
public final class CacheDefinitionException extends HoldfastException {

	private static final long serialVersionUID = 1L;

	private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

	private final String name;

	CacheDefinitionException(String name, String problem, String action) {
		super(problem, action, null);
		this.name = name;
	}

	static CacheDefinitionException conflict(String name, CacheSettings present, CacheSettings other) {
		return new CacheDefinitionException(name,
				"Cache '%s' is defined twice: first with %s, by code, by @Cacheable or by define(\"%s\"); then with %s."
					.formatted(name, present, name, other),
				"""
						Define it once and inject it, or leave the settings of the second definition out; or set %s, \
						which is valid for all definitions, whichever comes first.""".formatted(property(name)));
	}

	private static String property(String name) {
		boolean plain = PLAIN.matcher(name).matches();
		return "holdfast.cache.caches" + (plain ? "." + name : "[" + name + "]");
	}

	/**
	 * Return the name of the cache.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

}
