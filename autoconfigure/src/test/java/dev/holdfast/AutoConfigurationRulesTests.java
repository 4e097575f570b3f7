package dev.holdfast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What auto-configurations look like.
 */
class AutoConfigurationRulesTests {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.beAnnotatedWith(AutoConfiguration.class)
			.andShould()
			.resideInAPackage("dev.holdfast.autoconfigure")
			.check(ArchitectureTests.MAIN);
	}

	@Test
	void autoConfigurationsAreNamedSo() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(ArchitectureTests.MAIN);
	}

	@Test
	void autoConfigurationsHaveNoPublicMethods() {
		ArchRuleDefinition.noMethods()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.check(ArchitectureTests.MAIN);
	}

	@Test
	void classConditionsAreOnClasses() {
		ArchRuleDefinition.noMethods().should().beAnnotatedWith(ConditionalOnClass.class).check(ArchitectureTests.MAIN);
	}

	@Test
	void importsAreSortedAndComplete() throws IOException {
		List<String> imports = new ClassPathResource(IMPORTS).getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
		assertThat(imports).isSorted();
		assertThat(ArchitectureTests.MAIN).filteredOn((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.extracting(JavaClass::getName)
			.containsExactlyInAnyOrderElementsOf(imports);
	}

}
