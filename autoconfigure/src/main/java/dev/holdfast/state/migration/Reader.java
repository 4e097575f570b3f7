package dev.holdfast.state.migration;

/**
 * Takes objects of one class apart.
 */
interface Reader {

	/**
	 * Stands for types whose objects are values of the base loader: they stay as they
	 * are.
	 */
	Reader LEAF = new Reader() {

		@Override
		public void read(Object source, Node node) {
			throw new IllegalStateException("A leaf has no parts");
		}

	};

	/**
	 * Fill a node with the recipe and the unconverted parts of an object.
	 * @param source the object
	 * @param node the node
	 */
	void read(Object source, Node node);

	/**
	 * Return whether objects are kept as they are if no app type is within their reach.
	 * @return whether they are of a base type
	 */
	default boolean isKeepable() {
		return false;
	}

	static Reader refusing(String reason) {
		return (source, node) -> node.recipe = new Recipe.Refusal(source.getClass().getName(), reason);
	}

}
