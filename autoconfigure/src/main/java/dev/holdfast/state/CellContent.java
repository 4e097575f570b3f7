package dev.holdfast.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * What a cell holds: a value, or a {@link CellMarker} in its place. A superclass, so that
 * reading takes one step.
 */
abstract class CellContent {

	private static final VarHandle CONTENT = handle();

	private volatile Object content;

	CellContent(Object content) {
		this.content = content;
	}

	private static VarHandle handle() {
		try {
			return MethodHandles.lookup().findVarHandle(CellContent.class, "content", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final Object content() {
		return this.content;
	}

	/**
	 * Replace the content, unless somebody else has.
	 * @param expected the content so far
	 * @param replacement the new content
	 * @return whether it has been replaced
	 */
	final boolean exchange(Object expected, Object replacement) {
		return CONTENT.compareAndSet(this, expected, replacement);
	}

	/**
	 * Put a marker in the place of the value, so that no writer that has begun before can
	 * replace it.
	 * @param key the key of the cell
	 * @param generation the generation that is retired
	 */
	final void freezeContent(String key, int generation) {
		Object content = this.content;
		while (!(content instanceof CellMarker)
				&& !CONTENT.compareAndSet(this, content, CellMarker.frozen(key, generation, content))) {
			content = this.content;
		}
	}

	/**
	 * Return the last value.
	 * @return the value of a frozen cell, or {@code null} if it is parked
	 */
	final @Nullable Object frozenValue() {
		return (this.content instanceof CellMarker marker) ? marker.lastValue() : null;
	}

	/**
	 * Return the value, whether the cell is frozen or not.
	 * @return the value, or {@code null} if it is parked
	 */
	final @Nullable Object lastValue() {
		Object content = this.content;
		return (content instanceof CellMarker marker) ? marker.lastValue() : content;
	}

}
