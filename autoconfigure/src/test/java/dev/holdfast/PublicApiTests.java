package dev.holdfast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the public types of the features with those that were meant to be public.
 */
class PublicApiTests {

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		List<String> expected = new ClassPathResource("public-api.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
		List<String> actual = ArchitectureTests.MAIN.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> type.getPackageName().matches("dev\\.holdfast\\.\\w+"))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(actual).isEqualTo(expected);
	}

}
