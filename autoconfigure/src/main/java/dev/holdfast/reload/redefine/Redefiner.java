package dev.holdfast.reload.redefine;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import net.bytebuddy.agent.ByteBuddyAgent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the code of classes that are loaded.
 * <p>
 * Needs an agent, which is attached to this JVM by Byte Buddy's. That takes a second or
 * so, which is why it should be done in the background.
 * <p>
 * Thread-safe: one volatile field, written once under the monitor of this object.
 *
 * @since 0.1.0
 */
public final class Redefiner {

	private static final Log logger = LogFactory.getLog(Redefiner.class);

	private final Supplier<Instrumentation> agent;

	private volatile @Nullable Instrumentation instrumentation;

	private boolean tried;

	/**
	 * Create a redefiner that has no agent yet.
	 */
	public Redefiner() {
		// Not a method reference, which would load the class at once
		this(() -> ByteBuddyAgent.install());
	}

	Redefiner(Supplier<Instrumentation> agent) {
		this.agent = agent;
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
					+ ex.getMessage() + ". Start the JVM with -XX:+EnableDynamicAgentLoading to let it");
			logger.debug("No agent can be attached", ex);
		}
	}

	/**
	 * Return whether classes can be replaced.
	 * @return whether the agent is attached
	 */
	public boolean isReady() {
		return this.instrumentation != null;
	}

	/**
	 * Replace the code of classes, of all or none. Those that are not loaded yet will be
	 * from their files, so nothing has to be done about them.
	 * @param loader the loader of the classes
	 * @param classes the new contents of the class files by the names of the classes
	 * @throws RedefinitionException if the JVM refuses
	 */
	public void redefine(ClassLoader loader, Map<String, byte[]> classes) throws RedefinitionException {
		Instrumentation present = this.instrumentation;
		if (present == null) {
			throw new RedefinitionException("no agent is attached", new IllegalStateException());
		}
		List<ClassDefinition> definitions = new ArrayList<>();
		for (Class<?> type : present.getInitiatedClasses(loader)) {
			byte[] content = (type.getClassLoader() == loader) ? classes.get(type.getName()) : null;
			if (content != null) {
				definitions.add(new ClassDefinition(type, content));
			}
		}
		if (definitions.isEmpty()) {
			return;
		}
		try {
			present.redefineClasses(definitions.toArray(ClassDefinition[]::new));
		}
		catch (ClassNotFoundException | UnmodifiableClassException | RuntimeException | LinkageError ex) {
			throw new RedefinitionException("the JVM refuses: " + ex.getMessage(), ex);
		}
	}

}
