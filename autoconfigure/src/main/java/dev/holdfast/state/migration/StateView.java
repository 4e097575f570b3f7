package dev.holdfast.state.migration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A read-only view of an object as an earlier generation left it: the members of its
 * class by name, without the class, which may be gone. For migrations that a state's
 * owner writes, in the manner of Erlang's {@code code_change}.
 * <p>
 * What a member holds is seen as it is if it is of the JDK or a library, and as another
 * view if it had to be taken apart: an object or an enum constant of the application, or
 * a container that such are in. Views are valid during the migration only, for one
 * thread.
 *
 * @since 0.1.0
 */
public interface StateView {

	/**
	 * Return the class of the object, as it was named.
	 * @return the name of the class
	 */
	String typeName();

	/**
	 * Return the value itself, if it is of the JDK or a library and holds nothing of the
	 * application.
	 * @param <T> the type
	 * @param type the type
	 * @return the value
	 * @throws IllegalStateException if it had to be taken apart, or is of another type
	 */
	<T> T as(Class<T> type);

	/**
	 * Return the names of the members.
	 * @return the names; none for a container
	 */
	Set<String> names();

	/**
	 * Return whether there is a member of a name.
	 * @param name the name
	 * @return whether it is there
	 */
	boolean has(String name);

	/**
	 * Return what a member holds.
	 * @param name its name
	 * @return the value or a view of it
	 * @throws IllegalArgumentException if there is no such member
	 */
	@Nullable Object get(String name);

	/**
	 * Return what a member holds, of a type.
	 * @param <T> the type
	 * @param name the name of the member
	 * @param type the type, {@code StateView} for something of the application
	 * @return the value or a view of it
	 * @throws IllegalArgumentException if there is no such member, or it holds something
	 * else
	 */
	<T> @Nullable T get(String name, Class<T> type);

	/**
	 * Return what a collection, an array or an {@code Optional} holds.
	 * @return the elements or views of them; for a map, keys and values in turn
	 */
	List<@Nullable Object> elements();

	/**
	 * Return the entries of a map.
	 * @return keys and values, or views of them, in the order of the map
	 * @throws IllegalStateException if this is no map
	 */
	List<Map.Entry<@Nullable Object, @Nullable Object>> entries();

	/**
	 * Return the name of an enum constant.
	 * @return the name
	 * @throws IllegalStateException if this is no enum constant
	 */
	String constant();

	/**
	 * Return a changed copy of this object.
	 * @param name the name of a member, which is added if it is not there
	 * @param value what it is to hold: a view, or a finished value
	 * @return the copy
	 */
	StateView with(String name, @Nullable Object value);

	/**
	 * Return a copy of this object without a member.
	 * @param name the name of the member
	 * @return the copy
	 * @throws IllegalArgumentException if there is no such member
	 */
	StateView without(String name);

	/**
	 * Return a copy of this object with another name for a member.
	 * @param from the name of the member
	 * @param to its new name
	 * @return the copy
	 * @throws IllegalArgumentException if there is no such member
	 */
	StateView renamed(String from, String to);

	/**
	 * Change every object of a class that is within reach of this one, itself included.
	 * Who refers to such an object refers to the changed one afterwards. An object that
	 * another key shares is left as it is if that key has been asked for before: make the
	 * change in the steps of both.
	 * @param typeName the name of the class
	 * @param change returns a changed copy
	 * @return this object, or what became of it
	 */
	StateView mapEach(String typeName, UnaryOperator<StateView> change);

}
