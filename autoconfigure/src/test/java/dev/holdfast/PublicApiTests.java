package dev.holdfast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the public types of the features, and those that their signatures name, with
 * those that were meant to be public.
 */
class PublicApiTests {

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		List<String> expected = new ClassPathResource("public-api.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
		assertThat(publicTypes().flatMap(PublicApiTests::withSignatures).map(JavaClass::getName).distinct().sorted())
			.isEqualTo(expected);
	}

	private static Stream<JavaClass> publicTypes() {
		return ArchitectureTests.MAIN.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> type.getPackageName().matches("dev\\.holdfast(\\.\\w+)?"));
	}

	private static Stream<JavaClass> withSignatures(JavaClass type) {
		return Stream.concat(Stream.of(type),
				type.getCodeUnits()
					.stream()
					.filter((unit) -> unit.getModifiers().contains(JavaModifier.PUBLIC))
					.flatMap((unit) -> unit.getAllInvolvedRawTypes().stream())
					.filter((named) -> named.getPackageName().startsWith("dev.holdfast")));
	}

}
