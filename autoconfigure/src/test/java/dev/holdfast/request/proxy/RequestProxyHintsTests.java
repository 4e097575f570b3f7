package dev.holdfast.request.proxy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import dev.holdfast.request.proxy.ProxyTypes.Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestProxyHintsTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void letsInstancesBeCreated() {
		RequestProxyHints.register(this.hints, Client.class);
		Class<?> proxyClass = RequestProxy.classFor(Client.class);
		assertThat(REFLECTION.onType(proxyClass)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.UNSAFE_ALLOCATED))
			.accepts(this.hints);
	}

	@Test
	void letsMethodsBeCalledThatDispatchersLeaveOut() throws Exception {
		RequestProxyHints.register(this.hints, Client.class);
		assertThat(REFLECTION.onMethodInvocation(Client.class.getDeclaredMethod("protectedMethod", String.class)))
			.accepts(this.hints);
		assertThat(REFLECTION.onMethodInvocation(Client.class.getDeclaredMethod("same"))).accepts(this.hints);
		assertThat(REFLECTION.onMethodInvocation(Client.class.getDeclaredMethod("packagePrivate", int.class)))
			.rejects(this.hints);
	}

	@Test
	void coversTypesOfTheJdk() {
		RequestProxyHints.register(this.hints, List.class);
		assertThat(REFLECTION.onType(RequestProxy.classFor(List.class))).accepts(this.hints);
	}

	@Test
	void refusesWhatCannotHaveAProxy() {
		assertThatExceptionOfType(UnsupportedProxyException.class)
			.isThrownBy(() -> RequestProxyHints.register(this.hints, String.class));
	}

}
