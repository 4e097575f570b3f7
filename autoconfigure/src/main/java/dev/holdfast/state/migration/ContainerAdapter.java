package dev.holdfast.state.migration;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells how to take a kind of container apart and how to make it again, so that what it
 * holds can be migrated to the classes of the next generation.
 * <p>
 * The containers of the JDK and Caffeine's caches have adapters. Further ones are named
 * in {@code META-INF/spring.factories} under the name of this interface; they are asked
 * after the built-in ones and need a constructor without parameters. An adapter keeps no
 * state between calls. It is asked to take containers apart while a retired generation
 * ends, and to make them in the next one: by then it may be another instance of another
 * loader.
 * <p>
 * What is handed over goes through the migration itself: objects of the application are
 * migrated, those of the JDK are kept, and containers among them are taken apart in turn.
 * The lists may contain {@code null}.
 *
 * @param <C> the type of the container
 * @since 0.1.0
 */
public interface ContainerAdapter<C> {

	/**
	 * Return whether this adapter handles containers of exactly a type. Is asked once for
	 * each type; the answer must depend on nothing else. Types that extend the
	 * application's superclass from elsewhere are not asked about, see
	 * {@link #supportsSubclasses()}.
	 * @param type the class of a container
	 * @return {@code true} to handle its instances
	 */
	boolean supports(Class<?> type);

	/**
	 * Take a container apart without changing it. Beyond iterating over the container
	 * nothing should disturb it: it may still be in use.
	 * @param container the container
	 * @return what it holds
	 * @throws IllegalStateException if this container cannot be migrated; the message
	 * tells why, and what to do about it, as one sentence
	 */
	Contents contents(C container);

	/**
	 * Make a container. A {@link #isMutable() mutable} one is made empty, from its traits
	 * alone; {@code elements} is empty then. Any other is made complete.
	 * @param typeName the name of the class that the container was of
	 * @param traits the migrated traits
	 * @param elements the migrated elements, or an empty list
	 * @param fresh a new container that the application's own initializer made, if there
	 * is one. May be emptied and returned instead of a container of this adapter's own
	 * making
	 * @return the container
	 * @throws IllegalStateException if the container cannot be made; the message tells
	 * why, and what to do about it, as one sentence
	 */
	C create(String typeName, List<?> traits, List<?> elements, @Nullable C fresh);

	/**
	 * Return whether containers are made first and filled later, so that one can hold
	 * itself by way of its elements.
	 * @return {@code true} if {@link #fill} puts the elements in, {@code false} if
	 * {@link #create} does
	 */
	boolean isMutable();

	/**
	 * Return whether putting the elements in calls methods of theirs, such as
	 * {@link Object#hashCode()}. They are complete by then.
	 * @return {@code true} if elements are looked at, {@code false} if they are only
	 * referred to
	 */
	default boolean looksAtElements() {
		return false;
	}

	/**
	 * Put the elements into a new, empty and mutable container. If it is of a subclass,
	 * that one's own fields have their values already.
	 * @param container the container
	 * @param elements the migrated elements, in the order of {@link Contents#elements()}
	 * @throws IllegalStateException if the container does not take them all; the message
	 * tells why as one sentence
	 */
	default void fill(C container, List<?> elements) {
		throw new UnsupportedOperationException(getClass().getName() + " does not fill containers");
	}

	/**
	 * Return whether {@link #contents} and {@link #fill} also do for classes of the
	 * application that extend the type. Their instances are made by a constructor of the
	 * type itself, without one of the subclass, and never by {@link #create}.
	 * @return {@code true} if they work on instances of subclasses
	 */
	default boolean supportsSubclasses() {
		return false;
	}

	/**
	 * Return the arguments of the type's constructor that makes the part of an instance
	 * which belongs to the type: of those that are public or protected, the one that
	 * takes as many arguments and accepts these. Used for instances of subclasses alone.
	 * @param traits the migrated traits
	 * @return the arguments, by default the traits
	 */
	default List<?> superArguments(List<?> traits) {
		return traits;
	}

	/**
	 * What a container consists of. The lists are read once, at once, and may contain
	 * {@code null}.
	 *
	 * @param traits what is needed to make an equal container without its elements: a
	 * comparator, a capacity
	 * @param elements what the container holds, in the order in which to put it in again;
	 * for a map each key is followed by its value
	 * @param attachments what else the container refers to, such as listeners. They are
	 * not migrated, but a container with one of the application's own is made anew, as it
	 * would keep the classes of the retired generation in use
	 * @since 0.1.0
	 */
	record Contents(List<?> traits, List<?> elements, List<?> attachments) {

		/**
		 * Create contents without attachments.
		 * @param traits what is needed to make an equal container without its elements
		 * @param elements what the container holds
		 */
		public Contents(List<?> traits, List<?> elements) {
			this(traits, elements, List.of());
		}

	}

}
