package dev.holdfast.request.proxy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.holdfast.test.library.LibraryApi;
import dev.holdfast.test.library.LibraryClient;
import dev.holdfast.test.library.ReservedClient;

/**
 * Types of which there can be proxies.
 */
final class ProxyTypes {

	static final AtomicInteger CONSTRUCTED = new AtomicInteger();

	private ProxyTypes() {
	}

	@SuppressWarnings("unchecked")
	static Class<Function<Object, String>> privateType() {
		return (Class<Function<Object, String>>) (Class<?>) PrivateClient.class;
	}

	static Function<Object, String> privateValue() {
		return new MorePrivateClient();
	}

	static InnerClient innerValue() {
		return new ProxyTypes().new InnerClient();
	}

	@SuppressWarnings("unchecked")
	static Class<Greeter> localType() {
		return (Class<Greeter>) localValue().getClass();
	}

	static Greeter localValue() {
		String name = "local".trim();
		return new Greeter() {
			@Override
			public String name() {
				return name;
			}
		};
	}

	static void finalizeAsTheJvmDoes(Client client) throws IOException {
		client.finalize();
	}

	static class Client {

		private final int step;

		Client(int step) {
			CONSTRUCTED.incrementAndGet();
			this.step = step;
		}

		int packagePrivate(int number) {
			return number + this.step;
		}

		synchronized double wide(long number, double factor, int... others) {
			return number * factor + others.length + this.step;
		}

		protected String protectedMethod(String text) throws IOException {
			if (text.isEmpty()) {
				throw new IOException("protected");
			}
			return text + this.step;
		}

		void fail() throws IOException {
			throw new IOException("checked");
		}

		Client failOrReturn() throws IOException {
			throw new IOException("checked and fluent");
		}

		Client same() {
			return this;
		}

		Client other() {
			return new Client(this.step + 1);
		}

		Object object() {
			return this;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Client;
		}

		@Override
		public int hashCode() {
			return this.step;
		}

		@Override
		public String toString() {
			return "client " + this.step;
		}

		@Override
		@SuppressWarnings({ "deprecation", "removal" })
		protected void finalize() throws IOException {
			throw new IOException("finalized " + this.step);
		}

	}

	interface Comparing {

		boolean equals(Comparing other);

	}

	private static class PrivateClient implements Function<Object, String> {

		private PrivateClient() {
		}

		@Override
		public String apply(Object argument) {
			return "private";
		}

	}

	private static final class MorePrivateClient extends PrivateClient {

	}

	static class ThrowingClient {

		ThrowingClient() {
			throw new IllegalStateException("no value");
		}

		ThrowingClient(String name) {
		}

		String name() {
			return "threw";
		}

	}

	class InnerClient {

		String outer() {
			return ProxyTypes.this.getClass().getSimpleName();
		}

	}

	abstract static class AbstractClient<S, R> {

		abstract R convert(S source);

	}

	static class Lengths extends AbstractClient<String, Integer> {

		@Override
		Integer convert(String source) {
			return source.length();
		}

	}

	interface Greeter {

		String name();

		default String greet(String... others) {
			return "hello " + name() + String.join("", others);
		}

	}

	interface Selfish {

		Object self();

	}

	abstract static class Builder<S extends Builder<S>> implements Selfish, AutoCloseable {

		abstract S name(String name);

		AutoCloseable closeable() {
			return this;
		}

		Comparable<?> unrelated() {
			return "text";
		}

	}

	static class MailBuilder extends Builder<MailBuilder> {

		String name = "";

		@Override
		MailBuilder name(String name) {
			this.name = name;
			return this;
		}

		@Override
		public MailBuilder self() {
			return this;
		}

		@Override
		public void close() {
			this.name = "closed";
		}

	}

	static class Copied implements Cloneable {

		String text = "";

		String text() {
			return this.text;
		}

		@Override
		public Copied clone() throws CloneNotSupportedException {
			return (Copied) super.clone();
		}

	}

	static class SilentlyCopied implements Cloneable {

		private final int number = new int[] { 5 }[0];

		static SilentlyCopied copy(SilentlyCopied original) throws CloneNotSupportedException {
			return (SilentlyCopied) original.clone();
		}

		int number() {
			return this.number;
		}

	}

	static class OfLibrary extends LibraryClient {

		@Override
		protected String hook() {
			return "own " + super.hook();
		}

	}

	static class InheritsHook extends LibraryClient {

	}

	interface ApiOfLibrary extends LibraryApi {

	}

	static class Opened extends ReservedClient.Opened {

	}

}
