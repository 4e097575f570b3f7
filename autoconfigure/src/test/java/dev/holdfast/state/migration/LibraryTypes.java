package dev.holdfast.state.migration;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;

/**
 * Types of a library: of the base class loader, and unknown to the migration.
 */
public final class LibraryTypes {

	private LibraryTypes() {
	}

	public static Token token(Object principal) {
		return new Token(principal);
	}

	public static Object opaque(Object hidden) {
		return new Opaque(hidden);
	}

	public static InvocationHandler handler() {
		return (proxy, method, arguments) -> null;
	}

	/**
	 * As the tokens of security frameworks are: serializable, immutable, with an object
	 * of the application within.
	 */
	public static class Token implements Serializable {

		private static final long serialVersionUID = 1;

		private final Object principal;

		private final String details = String.join("", "details");

		protected Token(Object principal) {
			this.principal = principal;
		}

		public Object principal() {
			return this.principal;
		}

		public String details() {
			return this.details;
		}

	}

	/**
	 * A record of a library.
	 *
	 * @param <A> the type of the first
	 * @param <B> the type of the second
	 * @param first the first
	 * @param second the second
	 */
	public record Pair<A, B>(A first, B second) {
	}

	private static final class Opaque {

		private final Object[] hidden;

		Opaque(Object hidden) {
			this.hidden = new Object[] { hidden };
		}

		@Override
		public String toString() {
			return "opaque " + this.hidden.length;
		}

	}

}
