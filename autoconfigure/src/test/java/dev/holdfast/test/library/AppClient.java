package dev.holdfast.test.library;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Client that calls itself in all the ways that a proxy has to pass on.
 */
public class AppClient implements Supplier<String>, UnaryOperator<Supplier<String>> {

	private final String name = "client".trim();

	@Override
	public String get() {
		return this.name;
	}

	/**
	 * Call another client, which may be a proxy, as its package does.
	 * @param client the client
	 * @return what the client answered
	 */
	@Override
	public Supplier<String> apply(Supplier<String> client) {
		AppClient other = (AppClient) client;
		String answers = String.join(" ", other.get(), other.inPackage(), other.inSubclasses());
		boolean same = other.same() == client;
		return () -> answers + " " + same;
	}

	String inPackage() {
		return "package of " + this.name;
	}

	protected String inSubclasses() {
		return "subclass of " + this.name;
	}

	AppClient same() {
		return this;
	}

}
