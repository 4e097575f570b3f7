package dev.holdfast.request.proxy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.holdfast.request.proxy.RefusedTypes.FinalMethod;
import dev.holdfast.request.proxy.RefusedTypes.InheritsFinalMethods;
import dev.holdfast.request.proxy.RefusedTypes.OfReserved;
import dev.holdfast.test.library.ReservedClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is refused at definition, and how the message helps. What works is in
 * {@link RequestProxyTests}.
 */
class ProxyRulesTests {

	private static final String TYPES = RefusedTypes.class.getName() + "$";

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource
	void refuses(Class<?> type, String flaw) {
		UnsupportedProxyException refusal = refusal(type);
		assertThat(refusal.getProblem())
			.isEqualTo("Request state 'given' cannot have a proxy: %s %s.".formatted(type.getTypeName(), flaw));
		assertThat(refusal.getAction()).isEqualTo("Define it with an interface that its values implement, or with "
				+ "RequestStateDefinition.withoutProxy(), and use RequestState.get().");
		assertThat(refusal.getName()).isEqualTo("given");
		assertThat(refusal.getType()).isSameAs(type);
	}

	static Stream<Arguments> refuses() {
		Runnable lambda = () -> {
		};
		return Stream.of(Arguments.of(String.class, "is a final class"),
				Arguments.of(RefusedTypes.class, "is a final class"),
				Arguments.of(RefusedTypes.Point.class, "is a record"),
				Arguments.of(RefusedTypes.Color.class, "is an enum"),
				Arguments.of(RefusedTypes.Shade.class, "is an enum"),
				Arguments.of(RefusedTypes.Shade.DARK.getClass(), "is an enum"),
				Arguments.of(TimeUnit.class, "is an enum"), Arguments.of(RefusedTypes.Shape.class, "is sealed"),
				Arguments.of(RefusedTypes.Vehicle.class, "is sealed"), Arguments.of(int.class, "is a primitive type"),
				Arguments.of(void.class, "is a primitive type"), Arguments.of(int[].class, "is an array"),
				Arguments.of(String[][].class, "is an array"),
				Arguments.of(RefusedTypes.Marker.class, "is an annotation"),
				Arguments.of(Object.class, "has no methods that could be passed on"),
				Arguments.of(lambda.getClass(), "is a hidden class, such as that of a lambda"));
	}

	@Test
	void refusesFinalMethods() {
		assertThat(refusal(FinalMethod.class).getProblem())
			.isEqualTo("Request state 'given' cannot have a proxy: %sFinalMethod.name() (final) cannot be overridden "
				.formatted(TYPES)
					+ "in the proxy of %sFinalMethod and would run on the proxy itself, whose fields are empty."
						.formatted(TYPES));
		assertThat(refusal(FinalMethod.class).getAction()).contains("Make them overridable",
				"RequestStateDefinition.withFinalMethods()", "withoutProxy()");
	}

	@Test
	void namesTheMostVisibleFinalMethodsUpTheHierarchyAndCountsTheOthers() {
		assertThat(refusal(InheritsFinalMethods.class).getProblem())
			.contains(TYPES + "InheritsFinalMethods.toString() (final), " + TYPES + "InheritsFinalMethods.a() (final), "
					+ TYPES + "FinalMethod.name() (final) and 1 more cannot be overridden")
			.doesNotContain("ignored", "wait");
	}

	@Test
	void refusesMethodsThatOnlyAnotherPackageSees() {
		assertThat(refusal(OfReserved.class).getProblem())
			.contains("dev.holdfast.test.library.ReservedClient.reserved(int, String) (package-private) cannot be");
	}

	@Test
	void refusesMethodsThatOnlyThePackageInAnotherLoaderSees() {
		assertThat(refusal(OneClassLoader.load(ReservedClient.Opened.class)).getProblem())
			.contains("dev.holdfast.test.library.ReservedClient.reserved(int, String) (package-private) cannot be");
	}

	@Test
	void allowsFinalMethodsIfTold() {
		FinalMethod value = new FinalMethod();
		FinalMethod proxy = RequestProxy.create("given", FinalMethod.class, true, () -> value);
		assertThat(proxy.other()).isEqualTo("name");
		assertThat(proxy.name()).isNull();
	}

	@Test
	void allowsMethodsOfAnotherPackageIfTold() {
		OfReserved value = new OfReserved();
		assertThat(RequestProxy.create("given", OfReserved.class, true, () -> value)).isNotSameAs(value);
	}

	@Test
	void refusesFinalMethodsOfTheJdk() {
		assertThat(refusal(Thread.class).getProblem()).contains("java.lang.Thread.", "more cannot be overridden");
	}

	@Test
	void refusesHiddenTypesOfTheJdk() throws Exception {
		Class<?> type = Class.forName("java.util.AbstractList$SubList");
		assertIsRefusedForItsLoader(type);
	}

	@Test
	void refusesTypesThatTheJdkDoesNotExport() throws Exception {
		assertIsRefusedForItsLoader(Class.forName("jdk.internal.access.JavaLangAccess"));
	}

	@Test
	void refusesTypesOfALoaderThatKnowsNeitherSpringNorUs() throws Exception {
		URL classes = getClass().getProtectionDomain().getCodeSource().getLocation();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes }, null)) {
			assertIsRefusedForItsLoader(loader.loadClass("dev.holdfast.test.library.LibraryApi"));
		}
	}

	@Test
	void refusesAheadOfTimeAsWell() {
		assertThatExceptionOfType(UnsupportedProxyException.class)
			.isThrownBy(() -> RequestProxy.classFor(RefusedTypes.Point.class))
			.withMessageContaining("Request state 'point' cannot have a proxy");
	}

	@Test
	void leavesFinalMethodsToTheDefinitionAheadOfTime() {
		assertThat(RequestProxy.classFor(FinalMethod.class)).hasSuperclass(FinalMethod.class);
	}

	private static void assertIsRefusedForItsLoader(Class<?> type) {
		assertThat(refusal(type).getProblem()).contains(
				"the class loader of " + type.getName() + " does not know Spring", "where the type is not accessible");
	}

	private static UnsupportedProxyException refusal(Class<?> type) {
		return catchThrowableOfType(UnsupportedProxyException.class,
				() -> RequestProxy.create("given", type, false, Object::new));
	}

}
