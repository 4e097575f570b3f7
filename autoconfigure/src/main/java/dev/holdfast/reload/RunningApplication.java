package dev.holdfast.reload;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.graph.BeanClasses;
import dev.holdfast.reload.graph.Route;

/**
 * Tells of the running generation what its classes do not.
 *
 * @since 0.1.0
 */
public interface RunningApplication {

	/**
	 * Return the routes.
	 * @return the routes, or {@code null} if they are not known
	 */
	@Nullable List<Route> routes();

	/**
	 * Return who got what injected.
	 * @return the classes of the beans
	 */
	BeanClasses beans();

	/**
	 * Return how far routes are followed from class to class.
	 * @return the most steps, or 0 for no limit
	 */
	int maxDepth();

}
