package dev.holdfast.state;

/**
 * What was the definition of a parked value, as text.
 *
 * @param rawType the name of its type, without type arguments
 * @param version its version
 * @param historySize number of values to remember
 */
record ParkedDefinition(String rawType, int version, int historySize) {

	static ParkedDefinition of(DefaultStateCell<?> cell) {
		StateDefinition<?> definition = cell.use().definition();
		return new ParkedDefinition(definition.rawType().getName(), definition.evolution().version(),
				cell.historySize());
	}

}
