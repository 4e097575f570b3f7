package dev.holdfast.reload.graph;

import java.util.Set;

/**
 * Tells the class graph what only the application context knows: who got which object.
 * Classes are those that people wrote, without proxies.
 * <p>
 * Asked while a {@link RouteGraph} is made and never again.
 *
 * @since 0.1.0
 */
public interface BeanClasses {

	/**
	 * Return the classes of what the beans of a class got injected. What a factory method
	 * got as a parameter counts for the class of the bean that it made and for its own
	 * class.
	 * @param type the name of a class, of a bean or not
	 * @return the names of the classes, in the class graph or not
	 */
	Set<String> injectedInto(String type);

	/**
	 * Return the factory methods that made the beans of a class.
	 * @param type the name of a class, of a bean or not
	 * @return the methods; none by default
	 */
	default Set<Origin> madeBy(String type) {
		return Set.of();
	}

	/**
	 * Return the classes of the beans that have a hand in every request: filters,
	 * exception handlers, advice, converters.
	 * @return the names of the classes; none by default
	 */
	default Set<String> behindEveryRoute() {
		return Set.of();
	}

}
