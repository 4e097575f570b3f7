package dev.holdfast.state.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Takes apart what only its own serialization can: lambdas, and types of the JDK without
 * an adapter. The stream has a placeholder wherever the object refers to something that
 * is not a plain value; the graph has the rest.
 */
final class SerializedReader implements Reader {

	private final boolean keepable;

	private final Predicate<Object> leaves;

	SerializedReader(boolean keepable, Predicate<Object> leaves) {
		this.keepable = keepable;
		this.leaves = leaves;
	}

	@Override
	public void read(Object source, Node node) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (Stream stream = new Stream(bytes, this.leaves)) {
			stream.writeObject(source);
			stream.flush();
			node.recipe = new Recipe.Serialized(source.getClass().getName(), bytes.toByteArray());
			node.content = stream.parts.toArray();
		}
		catch (IOException ex) {
			throw new IllegalStateException("It cannot be taken apart: " + ex);
		}
	}

	@Override
	public boolean isKeepable() {
		return this.keepable;
	}

	/**
	 * Replaces what the object refers to.
	 */
	private static final class Stream extends ObjectOutputStream {

		private final Predicate<Object> leaves;

		private final List<Object> parts = new ArrayList<>();

		private boolean begun;

		private Stream(OutputStream target, Predicate<Object> leaves) throws IOException {
			super(target);
			this.leaves = leaves;
			enableReplaceObject(true);
		}

		@Override
		protected @Nullable Object replaceObject(@Nullable Object object) {
			boolean first = !this.begun;
			this.begun = true;
			if (first || object == null || object instanceof SerializedLambda || object instanceof Object[]
					|| (isPlain(object) && this.leaves.test(object))) {
				return object;
			}
			this.parts.add(object);
			return new Placeholder(this.parts.size() - 1);
		}

		@Override
		protected void annotateClass(Class<?> type) {
			// The stream names the class, but to mention an app type is to depend on it
			if (!this.leaves.test(type)) {
				this.parts.add(type);
			}
		}

		private static boolean isPlain(Object object) {
			return object instanceof String || object instanceof Number || object instanceof Boolean
					|| object instanceof Character;
		}

	}

}
