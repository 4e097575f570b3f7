package dev.holdfast.test.library;

/**
 * Class in a package of its own, part of whose methods come from a class and an interface
 * that only the package sees.
 */
public abstract class LibraryClient extends HiddenClient implements LibraryApi {

	/**
	 * Call what subclasses alone may call.
	 * @param client the client, which may be a proxy
	 * @return what the client answers
	 */
	public static String callProtected(LibraryClient client) {
		return client.hook();
	}

	protected String hook() {
		return "hook of " + get();
	}

}
