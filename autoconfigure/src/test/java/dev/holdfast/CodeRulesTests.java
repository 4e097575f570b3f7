package dev.holdfast;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no code may do.
 */
class CodeRulesTests {

	private static final JavaClasses MAIN = ArchitectureTests.MAIN;

	private static final JavaClasses TEST = new ClassFileImporter()
		.withImportOption(new ImportOption.OnlyIncludeTests())
		.importPackages("dev.holdfast");

	private static final Set<String> BLOCKING = Set.of("block", "blockOptional", "blockFirst", "blockLast");

	private static final Set<String> UNBOUNDED = Set.of("verifyComplete", "verifyError", "verifyErrorSatisfies",
			"verifyErrorMatches", "verifyErrorMessage", "verifyThenAssertThat");

	private static final Set<String> MAKES_THREADS = Set.of("dev.holdfast.restart.BaseThreads",
			"dev.holdfast.restart.DevTools");

	@Test
	void noStaticFieldChanges() {
		ArchRuleDefinition.fields().that().areStatic().should().beFinal().check(MAIN);
	}

	@Test
	void staticStateIsInRestartAlone() {
		ArchRuleDefinition.noFields()
			.that()
			.areStatic()
			.and()
			.areDeclaredInClassesThat()
			.resideOutsideOfPackage("dev.holdfast.restart")
			.should(ArchConditions.be(DescribedPredicate.describe("of a mutable type", CodeRulesTests::isMutable)))
			.check(MAIN);
	}

	private static boolean isMutable(JavaField field) {
		JavaClass type = field.getRawType();
		if (field.getModifiers().contains(JavaModifier.SYNTHETIC)
				|| Set.of(List.class.getName(), Set.class.getName(), Map.class.getName()).contains(type.getName())) {
			return false;
		}
		return List
			.of(Collection.class, Map.class, ThreadLocal.class, Thread.class, Executor.class, CompletableFuture.class,
					Disposable.class, Scheduler.class, Reference.class, StringBuilder.class)
			.stream()
			.anyMatch(type::isAssignableTo)
				|| (type.getPackageName().startsWith("java.util.concurrent.atomic")
						&& !type.getSimpleName().endsWith("FieldUpdater"))
				|| type.getPackageName().startsWith("java.util.concurrent.locks")
				|| type.getName().startsWith("reactor.core.publisher.Sinks")
				|| (type.isArray() && !type.getComponentType().isPrimitive());
	}

	@Test
	void staticCollectionsOutsideRestartAreImmutable() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("dev.holdfast.restart")
			.should()
			.accessTargetWhere(DescribedPredicate.describe("a static initializer makes something mutable",
					CodeRulesTests::makesMutable))
			.check(MAIN);
	}

	private static boolean makesMutable(JavaAccess<?> access) {
		JavaClass owner = access.getTargetOwner();
		boolean constructor = access.getTarget().getName().equals("<init>")
				&& (owner.isAssignableTo(Collection.class) || owner.isAssignableTo(Map.class));
		boolean factory = Set.of("newKeySet", "newSetFromMap", "synchronizedMap")
			.contains(access.getTarget().getName());
		return access.getOrigin().getName().equals("<clinit>") && (constructor || factory);
	}

	@Test
	void nothingBlocks() {
		ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(DescribedPredicate.describe("it blocks a thread",
					(access) -> access.getTargetOwner().getPackageName().startsWith("reactor.core.publisher")
							&& BLOCKING.contains(access.getTarget().getName())))
			.check(MAIN);
	}

	@Test
	void nothingSleeps() {
		DescribedPredicate<JavaAccess<?>> sleep = access(Thread.class, "sleep");
		ArchRuleDefinition.noClasses().should().accessTargetWhere(sleep).check(MAIN);
		ArchRuleDefinition.noClasses().should().accessTargetWhere(sleep).check(TEST);
	}

	@Test
	void threadsAreMadeInOnePlace() {
		ArchRuleDefinition.noClasses()
			.that(DescribedPredicate.describe("may not make threads",
					(type) -> !MAKES_THREADS.contains(type.getName())))
			.should()
			.accessTargetWhere(access(Thread.class, "<init>").or(access(Timer.class, "<init>")))
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Executors.class)
			.orShould()
			.beAssignableTo(Thread.class)
			.check(MAIN);
	}

	@Test
	void testsWaitWithALimit() {
		assertThat(TEST.size()).isGreaterThan(10);
		ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(DescribedPredicate.describe("it waits without a limit",
					(access) -> access.getTargetOwner().getName().startsWith("reactor.test.StepVerifier")
							&& (UNBOUNDED.contains(access.getTarget().getName())
									|| access.getTarget().getFullName().endsWith(".verify()"))))
			.check(TEST);
	}

	private static DescribedPredicate<JavaAccess<?>> access(Class<?> type, String name) {
		return DescribedPredicate.describe(type.getSimpleName() + "." + name,
				(access) -> access.getTargetOwner().isEquivalentTo(type) && access.getTarget().getName().equals(name));
	}

}
