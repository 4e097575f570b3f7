package dev.holdfast.reload.redefine;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.management.ManagementFactory;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import net.bytebuddy.agent.ByteBuddyAgent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of the application when they are loaded, and replaces their code
 * later.
 * <p>
 * Needs an agent, which is attached to this JVM by Byte Buddy's. That takes a second or
 * so, which is why it should be done in the background.
 * <p>
 * Thread-safe: volatile fields, written under the monitor of this object.
 *
 * @since 0.1.0
 */
public final class Redefiner {

	private static final Log logger = LogFactory.getLog(Redefiner.class);

	private static final String FORBIDDEN = "-XX:-EnableDynamicAgentLoading";

	private final Supplier<Instrumentation> agent;

	private final Function<ClassLoader, @Nullable RunningClasses> classes;

	private volatile @Nullable Instrumentation instrumentation;

	// Whatever else is replaced is somebody else's doing
	private volatile Map<String, byte[]> replacements = Map.of();

	private boolean tried;

	/**
	 * Create a redefiner that has no agent yet.
	 * @param classes finds those that a class loader's are to be added to, if any; called
	 * while a class is loaded
	 */
	public Redefiner(Function<ClassLoader, @Nullable RunningClasses> classes) {
		// Not a method reference, which would load the class at once
		this(() -> ByteBuddyAgent.install(), classes);
	}

	Redefiner(Supplier<Instrumentation> agent, Function<ClassLoader, @Nullable RunningClasses> classes) {
		this.agent = agent;
		this.classes = classes;
	}

	/**
	 * Attach the agent, unless that has been tried before. Says why if it is impossible.
	 */
	public synchronized void attach() {
		if (this.tried) {
			return;
		}
		this.tried = true;
		try {
			Instrumentation attached = this.agent.get();
			if (attached.isRedefineClassesSupported()) {
				attached.addTransformer(new Transformer());
				this.instrumentation = attached;
			}
			else {
				logger.info("Every change of code restarts the application, since this JVM replaces no classes");
			}
		}
		catch (NoClassDefFoundError ex) {
			logger.info("Every change of code restarts the application. "
					+ "With net.bytebuddy:byte-buddy-agent on the class path, most changes of method bodies do not");
		}
		catch (RuntimeException | LinkageError ex) {
			logger.info("Every change of code restarts the application, since no agent can be attached: "
					+ ex.getMessage() + wayOut());
			logger.debug("No agent can be attached", ex);
		}
	}

	private static String wayOut() {
		return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(FORBIDDEN)
				? ". Start the JVM without " + FORBIDDEN + " to let it" : "";
	}

	/**
	 * Return whether classes can be replaced.
	 * @return whether the agent is attached
	 */
	public boolean isReady() {
		return this.instrumentation != null;
	}

	/**
	 * Return whether a class has been loaded.
	 * @param loader its loader
	 * @param name its name
	 * @return whether it has, as far as the agent can tell
	 */
	public boolean isLoaded(ClassLoader loader, String name) {
		Instrumentation present = this.instrumentation;
		return present != null && Arrays.stream(present.getInitiatedClasses(loader))
			.anyMatch((type) -> type.getClassLoader() == loader && type.getName().equals(name));
	}

	/**
	 * Replace the code of classes, of all or none.
	 * @param loader the loader of the classes
	 * @param replacements the new contents of the class files by the names of the classes
	 * @throws RedefinitionException if the JVM refuses, or a class is not there, as when
	 * it is just being defined by what its file was
	 */
	public synchronized void redefine(ClassLoader loader, Map<String, byte[]> replacements)
			throws RedefinitionException {
		Instrumentation present = this.instrumentation;
		if (present == null) {
			throw new RedefinitionException("no agent is attached", new IllegalStateException());
		}
		List<ClassDefinition> definitions = new ArrayList<>();
		for (Class<?> type : present.getInitiatedClasses(loader)) {
			byte[] content = (type.getClassLoader() == loader) ? replacements.get(type.getName()) : null;
			if (content != null) {
				definitions.add(new ClassDefinition(type, content));
			}
		}
		if (definitions.size() != replacements.size()) {
			throw new RedefinitionException("a class is only just being loaded", new IllegalStateException());
		}
		if (definitions.isEmpty()) {
			return;
		}
		this.replacements = replacements;
		try {
			present.redefineClasses(definitions.toArray(ClassDefinition[]::new));
		}
		catch (ClassNotFoundException | UnmodifiableClassException | RuntimeException | LinkageError ex) {
			throw new RedefinitionException("the JVM refuses: " + ex.getMessage(), ex);
		}
		finally {
			this.replacements = Map.of();
		}
		RunningClasses running = this.classes.apply(loader);
		if (running != null) {
			definitions.forEach((definition) -> running.replaced(definition.getDefinitionClass().getName(),
					definition.getDefinitionClassFile()));
		}
	}

	/**
	 * Sees each class when it is loaded or replaced. Generated classes, which have no
	 * files that anybody could edit, stay as they are.
	 */
	private final class Transformer implements ClassFileTransformer {

		@Override
		public byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String internalName,
				@Nullable Class<?> replaced, @Nullable ProtectionDomain domain, byte[] content) {
			if (loader == null || internalName == null || internalName.contains("$$")) {
				return null;
			}
			RunningClasses running = Redefiner.this.classes.apply(loader);
			if (running == null) {
				return null;
			}
			String name = internalName.replace('/', '.');
			try {
				if (replaced == null) {
					return running.load(name, content);
				}
				if (Arrays.equals(content, Redefiner.this.replacements.get(name))) {
					return running.replace(name, content);
				}
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug(name + " is not recorded", ex);
			}
			running.forget(name);
			return null;
		}

	}

}
