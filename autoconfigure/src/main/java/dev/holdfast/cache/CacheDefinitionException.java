package dev.holdfast.cache;

/**
 * A cache cannot be defined as asked for.
 *
 * @since 0.1.0
 */
public final class CacheDefinitionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final String action;

	CacheDefinitionException(String name, String problem, String action) {
		super(problem);
		this.name = name;
		this.action = action;
	}

	static CacheDefinitionException conflict(String name, CacheSettings present, CacheSettings other) {
		return new CacheDefinitionException(name,
				"Cache '%s' is defined twice: with %s and with %s.".formatted(name, present, other),
				"Define it once and inject it, or leave the settings of the second definition out.");
	}

	/**
	 * Return the name of the cache.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return what to do about it.
	 * @return the way out
	 */
	public String getAction() {
		return this.action;
	}

}
