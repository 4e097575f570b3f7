package dev.holdfast.state;

import java.util.ArrayList;
import java.util.List;

/**
 * What an application does with restart state.
 */
public final class UseOfPlainMemory {

	private UseOfPlainMemory() {
	}

	/**
	 * Use all that there is.
	 * @return some values
	 */
	public static List<Integer> use() {
		List<Integer> values = new ArrayList<>();
		RestartState state = RestartState.create();
		StateCell<Integer> cell = state.define(StateDefinition.of("count", Integer.class, () -> 0)
			.version(2)
			.migrate(1, (old) -> old)
			.renamed("com.example.Former", Integer.class)
			.history(3));
		cell.onChange((oldValue, newValue) -> values.add(newValue));
		cell.update((value) -> value + 3);
		cell.reset();
		state.discard("count");
		state.set("count", 5);
		state.keys();
		cell.history();
		return values;
	}

}
