package dev.holdfast.request.proxy;

/**
 * A case of what works through a proxy.
 *
 * @param <T> the type of the proxy
 * @param name what the case is about
 * @param type the type of the proxy
 * @param value the value behind the proxy
 * @param check the check of the proxy
 */
record ProxyCase<T>(String name, Class<T> type, T value, Check<T> check) {

	static final String STATE = "given";

	void run() throws Throwable {
		this.check.accept(RequestProxy.create(STATE, this.type, false, () -> this.value));
	}

	/**
	 * Give a generic type its parameters.
	 * @param <T> the type
	 * @param type the class of the type
	 * @return the same class
	 */
	@SuppressWarnings("unchecked")
	static <T> Class<T> type(Class<? super T> type) {
		return (Class<T>) type;
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Checks a proxy.
	 *
	 * @param <T> the type of the proxy
	 */
	interface Check<T> {

		void accept(T proxy) throws Throwable;

	}

}
