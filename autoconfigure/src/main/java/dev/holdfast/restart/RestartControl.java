package dev.holdfast.restart;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What triggers restarts in place of DevTools' file watcher. There is one in a JVM, in
 * development only.
 * <p>
 * Thread-safe. No method waits for the application.
 *
 * @since 0.1.0
 * @see Restarts#control()
 */
public interface RestartControl {

	/**
	 * Return the directories whose classes are loaded anew at each restart.
	 * @return the directories, in the order of the class path; some may not exist
	 */
	List<Path> directories();

	/**
	 * Return whether an agent replaces classes of the running application itself, so that
	 * nobody else should.
	 * @return whether JRebel or HotswapAgent is active
	 */
	boolean isAgentActive();

	/**
	 * Return the name of the class whose main method starts the application.
	 * @return the class name, or {@code null} if nothing has started yet or it is unknown
	 */
	@Nullable String mainClass();

	/**
	 * Tell that files have changed which may lead to a restart.
	 */
	void activity();

	/**
	 * Restart the application. The caller sees to it that none is under way.
	 * @param retry decides what happens when a start fails
	 */
	void restart(StartRetry retry);

}
