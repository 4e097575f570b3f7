package dev.holdfast.state.migration;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

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
		try (Stream stream = new Stream(bytes, source.getClass().getClassLoader(), this.leaves)) {
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

		private final @Nullable ClassLoader loader;

		private final Predicate<Object> leaves;

		private final List<Object> parts = new ArrayList<>();

		private boolean begun;

		private Stream(OutputStream target, @Nullable ClassLoader loader, Predicate<Object> leaves) throws IOException {
			super(target);
			this.loader = loader;
			this.leaves = leaves;
			enableReplaceObject(true);
		}

		@Override
		protected @Nullable Object replaceObject(@Nullable Object object) {
			boolean first = !this.begun;
			this.begun = true;
			if (object instanceof SerializedLambda lambda) {
				return first ? replaceCaptured(lambda) : lambda;
			}
			if (first || object == null || object instanceof Object[] || object instanceof Placeholder
					|| isSubstitute(object)) {
				return object;
			}
			return replacePart(object);
		}

		// Here what is captured is still itself, and not what it writes in its place
		private Object replaceCaptured(SerializedLambda lambda) {
			@Nullable Object[] captured = new @Nullable Object[lambda.getCapturedArgCount()];
			for (int i = 0; i < captured.length; i++) {
				Object argument = lambda.getCapturedArg(i);
				captured[i] = (argument != null) ? replacePart(argument) : null;
			}
			return new SerializedLambda(capturingClass(lambda), lambda.getFunctionalInterfaceClass(),
					lambda.getFunctionalInterfaceMethodName(), lambda.getFunctionalInterfaceMethodSignature(),
					lambda.getImplMethodKind(), lambda.getImplClass(), lambda.getImplMethodName(),
					lambda.getImplMethodSignature(), lambda.getInstantiatedMethodType(), captured);
		}

		private Class<?> capturingClass(SerializedLambda lambda) {
			return ClassUtils.resolveClassName(ClassUtils.convertResourcePathToClassName(lambda.getCapturingClass()),
					this.loader);
		}

		private Object replacePart(Object part) {
			if (isPlain(part) && this.leaves.test(part)) {
				return part;
			}
			this.parts.add(part);
			return new Placeholder(this.parts.size() - 1);
		}

		// What a date writes in its place only makes sense to the stream
		private boolean isSubstitute(Object object) {
			return object instanceof Externalizable && this.leaves.test(object);
		}

		@Override
		protected void annotateClass(Class<?> type) {
			// The stream names the class, but to mention an app type is to depend on it
			if (!this.leaves.test(type)) {
				this.parts.add(type);
			}
		}

		private static boolean isPlain(Object object) {
			// Other numbers may be counters, which must stay shared
			return object instanceof String || ClassUtils.isPrimitiveWrapper(object.getClass());
		}

	}

}
