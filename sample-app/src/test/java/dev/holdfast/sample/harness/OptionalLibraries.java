package dev.holdfast.sample.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Libraries that are not on the class path of a {@link ForkedApplication} unless a test
 * adds them.
 *
 * @see ApplicationLauncher#dependencies(UnaryOperator)
 */
public enum OptionalLibraries {

	/**
	 * Spring Boot's management endpoints.
	 */
	ACTUATOR("spring-boot-(starter-)?actuator|spring-boot-health|spring-boot-(starter-)?micrometer"
			+ "|micrometer-(core|jakarta9)|HdrHistogram|LatencyUtils"),

	/**
	 * Jetty as a reactive server.
	 */
	JETTY("spring-boot-jetty|jetty-|jakarta\\.servlet-api"),

	/**
	 * Spring Data Redis with Lettuce.
	 */
	REDIS("spring-boot-(starter-)?data-|spring-boot-(persistence|transaction)|spring-data-|lettuce-core|redis-authx"
			+ "|spring-(tx|oxm|context-support)|jakarta\\.transaction-api"),

	/**
	 * Spring Security.
	 */
	SECURITY("spring-boot-(starter-)?security|spring-security-"),

	/**
	 * Tomcat as a reactive server.
	 */
	TOMCAT("spring-boot-tomcat|tomcat-");

	private final Pattern jars;

	OptionalLibraries(String names) {
		this.jars = Pattern.compile("/(" + names + ")[^/]*\\.jar$");
	}

	/**
	 * Put these libraries behind the others.
	 * @param entries the class path so far
	 * @return the class path with these libraries
	 */
	public List<Path> addTo(List<Path> entries) {
		List<Path> extended = new ArrayList<>(entries);
		SampleModule.entries().filter(this::matches).forEach(extended::add);
		return extended;
	}

	/**
	 * Put these libraries behind the others, and take Reactor Netty away.
	 * @param entries the class path so far
	 * @return the class path with these libraries
	 */
	public List<Path> insteadOfReactorNetty(List<Path> entries) {
		return addTo(entries.stream().filter((entry) -> !entry.toString().contains("reactor-netty-")).toList());
	}

	static boolean includes(Path entry) {
		return Arrays.stream(values()).anyMatch((library) -> library.matches(entry));
	}

	private boolean matches(Path entry) {
		return this.jars.matcher(entry.toString()).find();
	}

}
