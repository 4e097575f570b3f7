package dev.holdfast.state.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A row of the migration table. It is written in a file {@code migration/<family>.cases}
 * as a title and sections of Java:
 * <ul>
 * <li>{@code types}, {@code v1}, {@code v2}: types of both, the old and the new
 * classes;</li>
 * <li>{@code create}: the body of a method that makes the old value;</li>
 * <li>{@code check}: the body of a method that looks at the new {@code value}, of the
 * type that {@code type} names;</li>
 * <li>{@code target}: the body of a method that refines the {@code target};</li>
 * <li>{@code changes}: a line for each change that must be told;</li>
 * <li>{@code refused}: path, old, new type and a part of the reason, if the migration
 * fails; {@code never} if it fails with the old classes too;</li>
 * <li>{@code back}: {@code refused} or {@code differs}, if the value does not come back
 * as it was with the old classes.</li>
 * </ul>
 */
record MigrationCase(String family, String title, Map<String, String> sections) {

	static List<MigrationCase> all() {
		List<MigrationCase> cases = new ArrayList<>();
		try {
			PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
			for (Resource file : resolver.getResources("classpath:migration/*.cases")) {
				String family = file.getFilename().replace(".cases", "");
				cases.addAll(parse(family, file.getContentAsString(StandardCharsets.UTF_8)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return cases;
	}

	private static List<MigrationCase> parse(String family, String text) {
		List<MigrationCase> cases = new ArrayList<>();
		String section = "";
		for (String line : text.split("\n")) {
			if (line.startsWith("=== ")) {
				cases.add(new MigrationCase(family, line.substring(4), new LinkedHashMap<>()));
				section = "";
			}
			else if (line.startsWith("--- ")) {
				String[] header = line.substring(4).split(": ", 2);
				section = header[0];
				cases.get(cases.size() - 1).add(section, (header.length > 1) ? header[1] : "");
			}
			else if (!section.isEmpty()) {
				cases.get(cases.size() - 1).add(section, line);
			}
		}
		return cases;
	}

	private void add(String section, String line) {
		this.sections.merge(section, line, (before, next) -> (before + "\n" + next).strip());
	}

	String section(String name) {
		return this.sections.getOrDefault(name, "");
	}

	boolean has(String name) {
		return this.sections.containsKey(name);
	}

	String packageName() {
		return "app." + this.family + "." + this.title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
	}

	/**
	 * The expectations of a refusal by their names.
	 * @param section {@code refused} or {@code never}
	 * @return the expectations
	 */
	Map<String, String> refusal(String section) {
		Map<String, String> refusal = new LinkedHashMap<>();
		for (String line : section(section).split("\n")) {
			if (!line.isBlank()) {
				String[] entry = line.split(": ", 2);
				refusal.put(entry[0], entry[1]);
			}
		}
		return refusal;
	}

	String source(String version) {
		String type = section("type").isEmpty() ? "Object" : section("type");
		String methods = version.equals("v1") ? """
				public static Object create() throws Exception {
				%s
				}
				""".formatted(section("create")) : """
				static %1$s typed;
				@SuppressWarnings("unchecked")
				public static void check(Object unchecked) throws Exception {
				%1$s value = (%1$s) unchecked;
				%2$s
				}
				public static RehydrationTarget target(RehydrationTarget target) throws Exception {
				%3$s
				}
				""".formatted(type, section("check"), has("target") ? section("target") : "return target;");
		return """
				package %s;
				import java.io.*;
				import java.math.*;
				import java.time.*;
				import java.util.*;
				import java.util.concurrent.*;
				import java.util.concurrent.atomic.*;
				import java.util.function.*;
				import java.util.stream.*;
				import dev.holdfast.state.migration.*;
				import static dev.holdfast.state.migration.Expect.*;
				%s
				%s
				public final class Scenario {
				%s
				}
				""".formatted(packageName(), section("types"), section(version), methods);
	}

	@Override
	public String toString() {
		return this.family + ": " + this.title;
	}

}
