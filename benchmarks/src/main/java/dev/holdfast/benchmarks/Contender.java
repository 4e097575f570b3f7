package dev.holdfast.benchmarks;

/**
 * One way to move a graph of objects from classes of one loader to those of another.
 */
interface Contender {

	/**
	 * Return the name to report.
	 * @return the name
	 */
	String name();

	/**
	 * Move a graph. As in a real restart, nothing that was learned about the classes of
	 * earlier loaders is of use.
	 * @param graph the graph, of classes of the former loader
	 * @param from the former loader
	 * @param to the loader of the classes to move to
	 * @return the same graph, of classes of that loader
	 */
	Object move(Object graph, ClassLoader from, ClassLoader to) throws Exception;

}
