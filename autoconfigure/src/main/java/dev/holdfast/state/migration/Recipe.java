package dev.holdfast.state.migration;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the object behind a {@link Node} is built, in words: names of classes and members,
 * never the classes and members themselves.
 */
sealed interface Recipe {

	/**
	 * Return the name of the type, as it was.
	 * @return the name of a class
	 */
	String typeName();

	/**
	 * Return how many leading parts of the content have to be looked at. The others are
	 * leaves by the type of their field.
	 * @param parts the number of parts
	 * @return the number of parts that may be nodes
	 */
	default int links(int parts) {
		return parts;
	}

	static @Nullable Container containerOf(Recipe recipe) {
		if (recipe instanceof Container container) {
			return container;
		}
		return (recipe instanceof Fields fields) ? fields.container() : null;
	}

	/**
	 * An object with fields. The content has the traits of the container that the class
	 * extends, if it does, then the fields, then the elements of that container.
	 *
	 * @param typeName the class
	 * @param fields its fields, inherited ones included, those that can only hold leaves
	 * last
	 * @param links the number of the other fields
	 * @param ancestry for an anonymous or local class, whose name says little: what it
	 * extends and implements
	 * @param container the JDK's container that the class extends
	 */
	record Fields(String typeName, List<FieldName> fields, int links, @Nullable String ancestry,
			@Nullable Container container) implements Recipe {

		@Override
		public int links(int parts) {
			return (this.container != null) ? parts : this.links;
		}

		int offset() {
			return (this.container != null) ? this.container.traits() : 0;
		}

		Fields withFields(List<FieldName> fields) {
			return new Fields(this.typeName, List.copyOf(fields), fields.size(), this.ancestry, this.container);
		}

		int indexOf(String name) {
			for (int i = 0; i < this.fields.size(); i++) {
				if (this.fields.get(i).name().equals(name)) {
					return i;
				}
			}
			return -1;
		}

	}

	/**
	 * A field.
	 *
	 * @param declaringType the class that declares it
	 * @param name its name
	 * @param type its generic type
	 */
	record FieldName(String declaringType, String name, String type) {

	}

	/**
	 * An array.
	 *
	 * @param typeName the array class
	 */
	record Array(String typeName) implements Recipe {

	}

	/**
	 * A container that a {@link ContainerAdapter} knows. The content has its traits, then
	 * its elements.
	 *
	 * @param typeName the class
	 * @param traits the number of traits
	 * @param isMap whether its elements are keys and values in turn
	 */
	record Container(String typeName, int traits, boolean isMap) implements Recipe {

		boolean isOfJdk() {
			return this.typeName.startsWith("java.");
		}

	}

	/**
	 * A constant of an enum.
	 *
	 * @param typeName the enum, even if the constant has a class of its own
	 * @param constant the name of the constant
	 */
	record Constant(String typeName, String constant) implements Recipe {

	}

	/**
	 * A class itself.
	 *
	 * @param typeName the class
	 */
	record Literal(String typeName) implements Recipe {

	}

	/**
	 * A proxy of the JDK. The content is its handler.
	 *
	 * @param typeName the class of the proxy
	 * @param interfaces what it implements
	 */
	record Proxy(String typeName, List<String> interfaces) implements Recipe {

	}

	/**
	 * An object that only its own serialization can take apart: a lambda, or a type of
	 * the JDK that hides its parts. The content is what it refers to.
	 *
	 * @param typeName the class
	 * @param stream the serialized object, with placeholders for the content
	 */
	record Serialized(String typeName, byte[] stream) implements Recipe {

	}

	/**
	 * Nothing has to be built: the object is kept.
	 *
	 * @param typeName the class
	 */
	record Kept(String typeName) implements Recipe {

	}

	/**
	 * What cannot be migrated.
	 *
	 * @param typeName the class
	 * @param reason why, as a sentence without its full stop
	 * @param withheld the recipe that must not be followed here, for somebody who may
	 */
	record Refusal(String typeName, String reason, @Nullable Recipe withheld) implements Recipe {

		/**
		 * The reason that may be gone in a moment.
		 */
		static final String CHANGING = "It was being changed all the while it was read";

		Refusal(String typeName, String reason) {
			this(typeName, reason, null);
		}

	}

}
