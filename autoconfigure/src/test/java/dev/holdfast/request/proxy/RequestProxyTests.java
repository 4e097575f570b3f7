package dev.holdfast.request.proxy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.holdfast.request.proxy.ProxyTypes.AbstractClient;
import dev.holdfast.request.proxy.ProxyTypes.ApiOfLibrary;
import dev.holdfast.request.proxy.ProxyTypes.Builder;
import dev.holdfast.request.proxy.ProxyTypes.Client;
import dev.holdfast.request.proxy.ProxyTypes.Comparing;
import dev.holdfast.request.proxy.ProxyTypes.Copied;
import dev.holdfast.request.proxy.ProxyTypes.Greeter;
import dev.holdfast.request.proxy.ProxyTypes.InheritsHook;
import dev.holdfast.request.proxy.ProxyTypes.InnerClient;
import dev.holdfast.request.proxy.ProxyTypes.Lengths;
import dev.holdfast.request.proxy.ProxyTypes.MailBuilder;
import dev.holdfast.request.proxy.ProxyTypes.OfLibrary;
import dev.holdfast.request.proxy.ProxyTypes.Opened;
import dev.holdfast.request.proxy.ProxyTypes.Selfish;
import dev.holdfast.request.proxy.ProxyTypes.SilentlyCopied;
import dev.holdfast.request.proxy.ProxyTypes.ThrowingClient;
import dev.holdfast.request.proxy.RefusedTypes.Circle;
import dev.holdfast.test.library.LibraryClient;
import dev.holdfast.test.library.ReservedClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What works through a proxy, case by case. What is refused is in
 * {@link ProxyRulesTests}.
 */
class RequestProxyTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "classes", "overriding", "returningThemselves", "interfaces", "libraries", "ofTheJdk" })
	void works(ProxyCase<?> proxyCase) throws Throwable {
		proxyCase.run();
	}

	static Stream<Arguments> classes() throws Exception {
		return cases(
				of("package-private type and method", Client.class, new Client(1),
						(proxy) -> assertThat(proxy.packagePrivate(1)).isEqualTo(2)),
				of("wide arguments and varargs", Client.class, new Client(1),
						(proxy) -> assertThat(proxy.wide(2L, 1.5, 7, 7)).isEqualTo(6.0)),
				of("constructor with side effects", Client.class, new Client(1), (proxy) -> {
					int before = ProxyTypes.CONSTRUCTED.get();
					RequestProxy.create("other", Client.class, false, () -> proxy);
					assertThat(ProxyTypes.CONSTRUCTED).hasValue(before);
				}),
				of("throwing constructor", ThrowingClient.class, new ThrowingClient("x"),
						(proxy) -> assertThat(proxy.name()).isEqualTo("threw")),
				of("private nested class and private constructor", ProxyTypes.privateType(), ProxyTypes.privateValue(),
						(proxy) -> assertThat((Object) proxy.apply(null)).isEqualTo("private")),
				of("inner class", InnerClient.class, ProxyTypes.innerValue(),
						(proxy) -> assertThat(proxy.outer()).isEqualTo("ProxyTypes")),
				of("local class", ProxyTypes.localType(), ProxyTypes.localValue(),
						(proxy) -> assertThat(proxy.greet()).isEqualTo("hello local")),
				of("abstract generic class", ProxyCase.<AbstractClient<String, Integer>>type(AbstractClient.class),
						new Lengths(), (proxy) -> assertThat(proxy.convert("four")).isEqualTo(4)),
				of("bridge method", Lengths.class, new Lengths(),
						(proxy) -> assertThat(((AbstractClient<String, Integer>) proxy).convert("four")).isEqualTo(4)),
				of("type permitted by a sealed one", Circle.class, new Circle(),
						(proxy) -> assertThat(proxy.area()).isEqualTo(3)),
				of("checked exception", Client.class, new Client(1),
						(proxy) -> assertThatExceptionOfType(IOException.class).isThrownBy(proxy::fail)
							.withMessage("checked")),
				of("protected method", Client.class, new Client(1),
						(proxy) -> assertThat(proxy.protectedMethod("a")).isEqualTo("a1")),
				of("checked exception of a protected method", Client.class, new Client(1),
						(proxy) -> assertThatExceptionOfType(IOException.class)
							.isThrownBy(() -> proxy.protectedMethod(""))
							.withMessage("protected")));
	}

	static Stream<Arguments> overriding() {
		Client value = new Client(1);
		return cases(
				of("equals is identity", Client.class, value,
						(proxy) -> assertThat(proxy.equals((Object) value)).isFalse()),
				of("equals with another parameter is an ordinary method", Comparing.class, (other) -> true,
						(proxy) -> assertThat(proxy.equals((other) -> false)).isTrue()),
				of("a proxy equals itself", Client.class, value,
						(proxy) -> assertThat(Map.of(proxy, "found")).containsEntry(proxy, "found")),
				of("hashCode is identity", Client.class, value,
						(proxy) -> assertThat(proxy.hashCode()).isEqualTo(System.identityHashCode(proxy))),
				of("toString names state and type", Client.class, value,
						(proxy) -> assertThat(proxy).hasToString("RequestState 'given' of " + Client.class.getName())),
				of("finalize does nothing", Client.class, value, ProxyTypes::finalizeAsTheJvmDoes),
				of("clone", Copied.class, new Copied(), (proxy) -> {
					Copied copy = proxy.clone();
					assertThat(copy).isNotSameAs(proxy).isExactlyInstanceOf(Copied.class);
				}), of("clone inherited from Object", SilentlyCopied.class, new SilentlyCopied(), (proxy) -> {
					SilentlyCopied copy = SilentlyCopied.copy(proxy);
					assertThat(copy).isExactlyInstanceOf(SilentlyCopied.class);
					assertThat(copy.number()).isEqualTo(5);
				}));
	}

	static Stream<Arguments> returningThemselves() {
		return cases(
				of("fluent method", Client.class, new Client(1), (proxy) -> assertThat(proxy.same()).isSameAs(proxy)),
				of("fluent method that returns another", Client.class, new Client(1),
						(proxy) -> assertThat(proxy.other().packagePrivate(0)).isEqualTo(2)),
				of("fluent method that fails", Client.class, new Client(1),
						(proxy) -> assertThatExceptionOfType(IOException.class).isThrownBy(proxy::failOrReturn)
							.withMessage("checked and fluent")),
				of("generic fluent method", MailBuilder.class, new MailBuilder(),
						(proxy) -> assertThat(proxy.name("a").name("b")).isSameAs(proxy)),
				of("generic fluent method of the base type", ProxyCase.<Builder<?>>type(Builder.class),
						new MailBuilder(), (proxy) -> assertThat((Object) proxy.name("a")).isSameAs(proxy)),
				of("fluent method with the type of an interface", MailBuilder.class, new MailBuilder(),
						(proxy) -> assertThat(proxy.closeable()).isSameAs(proxy)),
				of("fluent method by its bridge", MailBuilder.class, new MailBuilder(),
						(proxy) -> assertThat(((Selfish) proxy).self()).isSameAs(proxy)),
				of("method with an unrelated type", MailBuilder.class, new MailBuilder(),
						(proxy) -> assertThat((Object) proxy.unrelated()).isEqualTo("text")),
				// As documented: nothing tells that it is the value itself
				of("method that returns Object", Client.class, new Client(1),
						(proxy) -> assertThat(proxy.object()).isNotSameAs(proxy).isInstanceOf(Client.class)));
	}

	static Stream<Arguments> interfaces() {
		return cases(
				of("interface, default method and varargs", Greeter.class, () -> "you",
						(proxy) -> assertThat(proxy.greet("!", "!")).isEqualTo("hello you!!")),
				of("toString of an interface", Greeter.class, () -> "you",
						(proxy) -> assertThat(proxy).hasToString("RequestState 'given' of " + Greeter.class.getName())),
				of("equals of an interface", Greeter.class, () -> "you",
						(proxy) -> assertThat(proxy).isEqualTo(proxy).hasSameHashCodeAs(proxy)));
	}

	static Stream<Arguments> libraries() {
		return cases(
				of("public method of a package-private class elsewhere", OfLibrary.class, new OfLibrary(),
						(proxy) -> assertThat(proxy.get()).isEqualTo("hidden")),
				of("method of a package-private interface elsewhere", ApiOfLibrary.class, new ApiOfLibrary() {
				}, (proxy) -> assertThat(proxy.hello("you")).isEqualTo("hello you")),
				of("protected method called from its package", OfLibrary.class, new OfLibrary(),
						(proxy) -> assertThat(LibraryClient.callProtected(proxy)).isEqualTo("own hook of hidden")),
				of("inherited protected method", InheritsHook.class, new InheritsHook(),
						(proxy) -> assertThat(LibraryClient.callProtected(proxy)).isEqualTo("hook of hidden")),
				of("package-private method opened on the way", Opened.class, new Opened(),
						(proxy) -> assertThat(ReservedClient.Opened.call(proxy)).isEqualTo("opened")));
	}

	static Stream<Arguments> ofTheJdk() {
		List<Object> calls = new ArrayList<>();
		Connection connection = (Connection) Proxy.newProxyInstance(RequestProxyTests.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (self, method, arguments) -> true);
		return cases(of("List", ProxyCase.<List<String>>type(List.class), List.of("a"), (proxy) -> {
			assertThat(proxy.get(0)).isEqualTo("a");
			assertThat(new ArrayList<>(proxy)).containsExactly("a");
		}), of("Connection", Connection.class, connection, (proxy) -> assertThat(proxy.isValid(1)).isTrue()),
				of("Executor", Executor.class, calls::add, (proxy) -> {
					proxy.execute(() -> {
					});
					assertThat(calls).hasSize(1);
				}),
				of("Map.Entry", ProxyCase.<Map.Entry<String, String>>type(Map.Entry.class), Map.entry("key", "value"),
						(proxy) -> assertThat(proxy.getKey()).isEqualTo("key")),
				of("Date", Date.class, new Date(5), (proxy) -> assertThat(proxy.getTime()).isEqualTo(5)));
	}

	private static Stream<Arguments> cases(ProxyCase<?>... cases) {
		return Stream.of(cases).map(Arguments::of);
	}

	private static <T> ProxyCase<T> of(String name, Class<T> type, T value, ProxyCase.Check<T> check) {
		return new ProxyCase<>(name, type, value, check);
	}

}
