package dev.holdfast.reload.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What options of the compiler make of a change.
 */
class ClassChangeOptionsTests {

	@TempDir
	Path directory;

	@Test
	void parameterNamesComeFromTheLocalVariablesWithoutTheOption() {
		byte[] before = compile("class T { void a(long x, int b) { int d = 1; } }", "-g");
		byte[] after = compile("class T { void a(long x, int c) { int d = 1; } }", "-g");
		assertThat(ClassChange.between(before, after).reasons())
			.containsExactly("method a(JI)V: parameter names changed from [this, x, b] to [this, x, c]");
	}

	@Test
	void parameterNamesThatNobodyCanKnowDoNotCount() {
		byte[] before = compile("class T { void a(int b) { } }", "-g:none");
		byte[] after = compile("class T { void a(int c) { } }", "-g:none");
		assertThat(ClassChange.between(before, after).kind()).isEqualTo(ClassChange.Kind.NONE);
	}

	@Test
	void otherVersionOfTheClassFileIsStructure() {
		byte[] before = compile("class T { }", "--release", "11");
		byte[] after = compile("class T { }", "--release", "17");
		assertThat(ClassChange.between(before, after).reasons())
			.containsExactly("class T: version changed from 55 to 61");
	}

	@Test
	void newestVersionOfThisJvmIsRead() {
		byte[] before = compile("class T { int a() { return 1; } }", "-g");
		byte[] after = compile("class T { int a() { return 2; } }", "-g");
		assertThat(ClassChange.between(before, after).methods()).containsExactly("a()I");
	}

	@Test
	void unreadableFilesAreStructure() {
		byte[] before = compile("class T { }", "-g");
		assertThat(ClassChange.between(before, new byte[0]).reasons()).singleElement()
			.asString()
			.startsWith("class file cannot be read: ");
	}

	@ParameterizedTest
	@CsvSource({ "class T { }, false", "record T(int x) { }, false", "enum T { X }, false",
			"class T implements Runnable { public void run() { } }, true", "class T extends Thread { }, true",
			"@Deprecated class T { }, true", "class T { @Deprecated void a() { } }, false" })
	void whatHasAnnotationsOrSuperTypesMayBeFound(String source, boolean found) {
		byte[] content = compile(source, "-g");
		assertThat(ClassChange.nameOf(content)).isEqualTo("T");
		assertThat(ClassChange.mayBeFoundUnloaded(content)).isEqualTo(found);
	}

	private byte[] compile(String source, String... options) {
		TestCompiler.compile(Map.of("T", source), this.directory, List.of(options));
		return TestCompiler.read(this.directory, "T");
	}

}
