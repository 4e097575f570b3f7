package dev.holdfast.sample.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How to start a {@link ForkedApplication}. Unless told otherwise: any free port, every
 * change of code is a restart, and DevTools looks for changes every 100 ms instead of
 * every second.
 */
public final class ApplicationLauncher {

	private final SourceProject project;

	private final Path jar;

	private final List<String> jvmArguments = new ArrayList<>();

	private final Map<String, String> properties = new LinkedHashMap<>();

	private List<Path> dependencies = SampleModule.dependencies();

	private String mainClass = "dev.holdfast.sample.SampleApplication";

	ApplicationLauncher(SourceProject project, Path jar) {
		this.project = project;
		this.jar = jar;
		jvmArgument("-Xmx512m");
		// As spring-boot:run does; it takes a third less processor time
		jvmArgument("-XX:TieredStopAtLevel=1");
		// Else what is softly reachable would count as a leak
		jvmArgument("-XX:SoftRefLRUPolicyMSPerMB=0");
		property("server.port", "0");
		property("spring.output.ansi.enabled", "never");
		property("holdfast.reload.redefine", "false");
		property("spring.devtools.restart.poll-interval", "100ms");
		property("spring.devtools.restart.quiet-period", "50ms");
	}

	/**
	 * Add an argument for the JVM.
	 * @param argument the argument, such as {@code -Xmx1g}
	 * @return this launcher
	 */
	public ApplicationLauncher jvmArgument(String argument) {
		this.jvmArguments.add(argument);
		return this;
	}

	/**
	 * Set a property of the application, as a system property.
	 * @param name name of the property
	 * @param value its value
	 * @return this launcher
	 */
	public ApplicationLauncher property(String name, String value) {
		this.properties.put(name, value);
		return this;
	}

	/**
	 * Leave a property to its default.
	 * @param name name of the property
	 * @return this launcher
	 */
	public ApplicationLauncher noProperty(String name) {
		this.properties.remove(name);
		return this;
	}

	/**
	 * Use this port instead of any free one. Needed without Holdfast, which keeps the
	 * port that it got first.
	 * @param port the port
	 * @return this launcher
	 */
	public ApplicationLauncher port(int port) {
		return property("server.port", String.valueOf(port));
	}

	/**
	 * Restart only as often as DevTools does by default.
	 * @return this launcher
	 */
	public ApplicationLauncher defaultRestartTiming() {
		return noProperty("spring.devtools.restart.poll-interval").noProperty("spring.devtools.restart.quiet-period");
	}

	/**
	 * Change the class path behind the application's own classes.
	 * @param change from the class path entries to others
	 * @return this launcher
	 */
	public ApplicationLauncher dependencies(UnaryOperator<List<Path>> change) {
		this.dependencies = List.copyOf(change.apply(this.dependencies));
		return this;
	}

	/**
	 * Add a class path entry.
	 * @param entry a jar or directory
	 * @return this launcher
	 */
	public ApplicationLauncher dependency(Path entry) {
		return dependencies((entries) -> {
			List<Path> extended = new ArrayList<>(entries);
			extended.add(entry);
			return extended;
		});
	}

	/**
	 * Take Holdfast from this directory or jar.
	 * @param holdfast the class path entry that replaces the one of the build
	 * @return this launcher
	 */
	public ApplicationLauncher holdfast(Path holdfast) {
		return dependencies((entries) -> entries.stream()
			.map((entry) -> SampleModule.isHoldfast(entry) ? holdfast : entry)
			.toList());
	}

	/**
	 * Leave Holdfast out: plain DevTools, for comparison.
	 * @return this launcher
	 * @see SourceProject#deleteUsesOfHoldfast()
	 */
	public ApplicationLauncher withoutHoldfast() {
		return dependencies((entries) -> entries.stream().filter((entry) -> !SampleModule.isHoldfast(entry)).toList());
	}

	/**
	 * Run another main class.
	 * @param name name of the class
	 * @return this launcher
	 */
	public ApplicationLauncher mainClass(String name) {
		this.mainClass = name;
		return this;
	}

	/**
	 * Start the application and wait until it is up.
	 * @return the running application, to be closed
	 */
	public ForkedApplication start() {
		ForkedApplication application = launch();
		try {
			application.awaitStarted();
			return application;
		}
		catch (RuntimeException | Error ex) {
			application.close();
			throw ex;
		}
	}

	/**
	 * Start the application without waiting for it.
	 * @return the starting application, to be closed
	 */
	public ForkedApplication launch() {
		try {
			Process process = new ProcessBuilder(command()).redirectErrorStream(true).start();
			// For when the tests are killed
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			return new ForkedApplication(process, this.project,
					Integer.parseInt(this.properties.getOrDefault("server.port", "0")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.jvmArguments);
		this.properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
		if (this.jar != null) {
			command.addAll(List.of("-jar", this.jar.toString()));
		}
		else {
			command.addAll(List.of("-cp", classPath(), this.mainClass));
		}
		return command;
	}

	private String classPath() {
		List<Path> entries = new ArrayList<>(List.of(this.project.classes()));
		entries.addAll(this.dependencies);
		return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
