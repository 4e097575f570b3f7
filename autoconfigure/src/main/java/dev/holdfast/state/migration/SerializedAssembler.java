package dev.holdfast.state.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * Puts together what only its own serialization can. The stream was written by this JVM
 * and never left its memory.
 */
final class SerializedAssembler extends Assembler {

	private final byte[] stream;

	private final Types types;

	private final String kind;

	SerializedAssembler(Recipe.Serialized recipe, Types types) {
		this.stream = recipe.stream();
		this.kind = recipe.typeName().contains("$$Lambda") ? "lambda" : "object";
		this.types = types;
	}

	@Override
	int required(Node node) {
		return node.content.length;
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		try (Stream stream = new Stream(new ByteArrayInputStream(this.stream), node, parts, this.types)) {
			return stream.readObject();
		}
		catch (IOException | ClassNotFoundException | RuntimeException | LinkageError ex) {
			if (ex instanceof Misfit misfit) {
				throw misfit;
			}
			throw Misfit.of("The %s could not be put together, its code may be gone".formatted(this.kind), ex);
		}
	}

	@Override
	String segment(Node node, int part) {
		return ".<captured " + part + ">";
	}

	/**
	 * Puts the content where the placeholders are.
	 */
	private static final class Stream extends ObjectInputStream {

		private final Node node;

		private final Parts parts;

		private final Types types;

		private Stream(InputStream source, Node node, Parts parts, Types types) throws IOException {
			super(source);
			this.node = node;
			this.parts = parts;
			this.types = types;
			enableResolveObject(true);
		}

		@Override
		protected @Nullable Object resolveObject(@Nullable Object object) {
			return (object instanceof Placeholder placeholder) ? this.parts.get(this.node, placeholder.index())
					: object;
		}

		@Override
		protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
			// Of classes of the application there is but the mention: they may have
			// changed
			return ObjectStreamClass.lookupAny(resolveClass(super.readClassDescriptor()));
		}

		@Override
		protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
			Class<?> present = description.forClass();
			if (present != null) {
				return present;
			}
			String name = description.getName();
			return (name.contains(".")) ? this.types.find(name) : super.resolveClass(description);
		}

		@Override
		protected Class<?> resolveProxyClass(String[] interfaces) {
			Class<?>[] found = new Class<?>[interfaces.length];
			for (int i = 0; i < found.length; i++) {
				found[i] = this.types.find(interfaces[i]);
			}
			return Proxy.newProxyInstance(found[0].getClassLoader(), found, (proxy, method, arguments) -> null)
				.getClass();
		}

	}

}
