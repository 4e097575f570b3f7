package dev.holdfast.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the documentation to what is true: its code is code that the tests here compile
 * and run, its links lead somewhere, and its properties are those that exist.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

	private static final Pattern TAGGED = Pattern.compile("// tag::[\\w-]+\\[\\]\\n(.*?)\\s*// end::", Pattern.DOTALL);

	private static final Pattern REFERENCED = Pattern.compile("^\\| `(holdfast\\.[\\w.-]+)` \\|", Pattern.MULTILINE);

	private static final Pattern METADATA = Pattern
		.compile("\"name\": \"(holdfast\\.[\\w.-]+)\",\\s+\"type\": \"[^\"]+\",\\s+\"description\"");

	@TestFactory
	Stream<DynamicTest> showsOnlyCodeThatIsCompiledAndRun() {
		List<String> snippets = snippets();
		return pages().flatMap((page) -> JAVA.matcher(read(page))
			.results()
			.map((block) -> DynamicTest.dynamicTest(ROOT.relativize(page) + " at " + block.start(),
					() -> assertThat(snippets).contains(block.group(1).strip()))));
	}

	@TestFactory
	Stream<DynamicTest> linksToWhatIsThere() {
		return pages().map((page) -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> {
			Matcher link = LINK.matcher(read(page));
			while (link.find()) {
				assertThat(page.resolveSibling(link.group(1))).exists();
			}
		}));
	}

	@Test
	void referenceListsTheProperties() throws IOException {
		Set<String> properties = new TreeSet<>();
		try (InputStream metadata = getClass().getClassLoader()
			.getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
			assertThat(metadata).isNotNull();
			METADATA.matcher(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
				.results()
				.forEach((property) -> properties.add(property.group(1)));
		}
		List<String> referenced = REFERENCED.matcher(read(ROOT.resolve("docs/configuration.md")))
			.results()
			.map((property) -> property.group(1))
			.toList();
		assertThat(referenced).containsExactlyElementsOf(properties);
	}

	private static List<String> snippets() {
		List<String> snippets = new ArrayList<>();
		files(Path.of("src/test/java"), ".java").forEach((file) -> TAGGED.matcher(read(file))
			.results()
			.forEach((snippet) -> snippets.add(snippet.group(1).stripIndent().strip())));
		return snippets;
	}

	private static Stream<Path> pages() {
		return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
				files(ROOT.resolve("docs"), ".md"));
	}

	private static Stream<Path> files(Path directory, String suffix) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).toList().stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot list " + directory, ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read " + file, ex);
		}
	}

}
