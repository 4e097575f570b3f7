package dev.holdfast;

import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which package knows which. A new feature package is a line in {@link #MAY_KNOW}.
 */
class ArchitectureTests {

	static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.holdfast");

	private static final Set<String> ALL = Set.of("*");

	private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(Map.entry("access", Set.of()),
			Map.entry("restart", Set.of()), Map.entry("state", Set.of("restart")),
			Map.entry("cache", Set.of("state", "restart", "redis")),
			Map.entry("ratelimit", Set.of("state", "restart", "redis")), Map.entry("redis", Set.of("state", "restart")),
			Map.entry("session", Set.of("state", "restart")), Map.entry("request", Set.of()),
			Map.entry("retry", Set.of("access", "restart")), Map.entry("text", Set.of()),
			Map.entry("server", Set.of("access", "restart", "text")), Map.entry("reload", Set.of("restart")),
			Map.entry("client", Set.of("restart", "text")), Map.entry("status", ALL), Map.entry("autoconfigure", ALL));

	private static final Set<String> LEAVES = Set.of("reload.watch", "reload.graph", "reload.redefine");

	private static final Map<String, Set<String>> VENDORS = Map.of("org.springframework.data",
			Set.of("redis", "cache", "ratelimit", "autoconfigure"), "io.lettuce", Set.of("redis", "autoconfigure"),
			"org.springframework.boot.devtools", Set.of("restart", "autoconfigure"), "reactor.netty",
			Set.of("server", "ratelimit", "autoconfigure"), "io.netty", Set.of("server", "ratelimit", "autoconfigure"),
			"java.lang.instrument", Set.of("reload.redefine"), "io.micrometer.context",
			Set.of("request", "autoconfigure"), "org.springframework.boot.actuate", Set.of("status", "autoconfigure"));

	@Test
	void hasClassesToLookAt() {
		assertThat(MAIN.size()).isGreaterThan(50);
		assertThat(MAIN).extracting(ArchitectureTests::feature).contains("restart", "state", "server", "autoconfigure");
		assertThat(MAIN).noneMatch((type) -> type.getName().endsWith("Tests"));
	}

	@Test
	void featuresKnowOnlyWhatTheyMay() {
		ArchRuleDefinition.classes().should(condition("know only the features they may", (type, target) -> {
			String from = feature(type);
			String to = feature(target);
			return to.isEmpty() || from.equals(to) || mayKnow(from).contains(to)
					|| (mayKnow(from).equals(ALL) && !to.equals("autoconfigure"));
		})).check(MAIN);
	}

	private static Set<String> mayKnow(String feature) {
		return MAY_KNOW.getOrDefault(feature, Set.of());
	}

	@Test
	void everyFeatureHasItsPlaceInTheTable() {
		assertThat(MAIN).extracting(ArchitectureTests::feature)
			.filteredOn((feature) -> !feature.isEmpty())
			.isSubsetOf(MAY_KNOW.keySet());
	}

	@Test
	void leavesKnowNothingOfOurs() {
		ArchRuleDefinition.classes()
			.that(DescribedPredicate.describe("are leaves", (type) -> LEAVES.contains(path(type))))
			.should(condition("know nothing of ours", (type, target) -> path(type).equals(path(target))))
			.allowEmptyShould(true)
			.check(MAIN);
	}

	@Test
	void vendorsStayInTheirPackages() {
		VENDORS.forEach((vendor, allowed) -> ArchRuleDefinition.noClasses()
			.that(DescribedPredicate.describe("are not in " + allowed,
					(type) -> !allowed.contains(path(type)) && !allowed.contains(feature(type))))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(vendor + "..")
			.check(MAIN));
	}

	@Test
	void hasNoCycles() {
		SlicesRuleDefinition.slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(MAIN);
	}

	@Test
	void everyPackageIsNullMarked() {
		JavaPackage root = MAIN.getPackage("dev.holdfast");
		assertThat(root.getSubpackagesInTree()).isNotEmpty()
			.filteredOn((javaPackage) -> !javaPackage.getClasses().isEmpty())
			.allMatch((javaPackage) -> javaPackage.isAnnotatedWith(NullMarked.class));
		assertThat(root.isAnnotatedWith(NullMarked.class)).isTrue();
	}

	private static ArchCondition<JavaClass> condition(String description, BiPredicate<JavaClass, JavaClass> allowed) {
		return new ArchCondition<>(description) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> isOurs(dependency.getTargetClass()))
					.filter((dependency) -> !allowed.test(type, dependency.getTargetClass()))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
			}

		};
	}

	private static boolean isOurs(JavaClass type) {
		return type.getPackageName().startsWith("dev.holdfast");
	}

	private static String path(JavaClass type) {
		String name = type.getPackageName();
		return name.equals("dev.holdfast") ? "" : name.substring("dev.holdfast.".length());
	}

	private static String feature(JavaClass type) {
		return path(type).split("\\.")[0];
	}

}
