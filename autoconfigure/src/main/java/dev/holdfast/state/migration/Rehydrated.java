package dev.holdfast.state.migration;

import java.util.List;

/**
 * A value on the classes of the present generation.
 *
 * @param value the value
 * @param changes how the shapes of its types have changed, in words, such as
 * {@code Item: added discount (0)}; empty if none has
 * @since 0.1.0
 */
public record Rehydrated(Object value, List<String> changes) {

	/**
	 * Create the result of a rehydration.
	 */
	public Rehydrated {
		changes = List.copyOf(changes);
	}

}
