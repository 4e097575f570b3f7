package dev.holdfast.state.migration;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks for app types within an object of a library that cannot be rebuilt, such as a
 * connection pool. Only fields of libraries and the JDK's containers can be looked into,
 * and only a bounded number of objects is: such an object may refer to half of the heap.
 */
final class LibraryScan {

	private static final Log logger = LogFactory.getLog(LibraryScan.class);

	private static final int MAX_OBJECTS = 10_000;

	private static final Set<String> HOOKS = Set.of("writeObject", "readObject", "writeReplace", "readResolve");

	private final Predicate<Class<?>> appTypes;

	private final ContainerAdapters adapters;

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Place> pending = new ArrayDeque<>();

	LibraryScan(Predicate<Class<?>> appTypes, ContainerAdapters adapters) {
		this.adapters = adapters;
		this.appTypes = appTypes;
	}

	/**
	 * Return whether objects of a library's class are plain data, that is serializable
	 * without any code of their own: then they can be rebuilt field by field.
	 * @param type the class
	 * @return whether it is data
	 */
	static boolean isData(Class<?> type) {
		if (type.isRecord()) {
			return true;
		}
		if (!Serializable.class.isAssignableFrom(type) || Iterable.class.isAssignableFrom(type)
				|| Map.class.isAssignableFrom(type)) {
			return false;
		}
		for (Class<?> level = type; !Instances.isOfPlatform(level); level = level.getSuperclass()) {
			for (var method : level.getDeclaredMethods()) {
				if (HOOKS.contains(method.getName())) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Look for an object of an app type.
	 * @param object where to begin
	 * @return the path and the name of the type, or {@code null} if none was found
	 */
	@Nullable String find(Object object) {
		push("", object);
		Place place = this.pending.poll();
		while (place != null) {
			Object found = place.object();
			Class<?> type = (found instanceof Class<?> literal) ? literal : found.getClass();
			if (this.appTypes.test(type)) {
				return "%s at '%s'".formatted(type.getName(), place.path());
			}
			tryToLook(place, type);
			place = this.pending.poll();
		}
		return null;
	}

	private void tryToLook(Place place, Class<?> type) {
		try {
			look(place, type);
		}
		catch (RuntimeException | LinkageError ex) {
			// What does not show its parts cannot be looked into
			logger.debug("Cannot look into '" + place.path() + "': " + ex);
		}
	}

	private void look(Place place, Class<?> type) {
		Object object = place.object();
		if (object instanceof Object[] array) {
			pushAll(place.path() + "[]", Arrays.asList(array));
			return;
		}
		ContainerAdapter<Object> adapter = adapter(type);
		if (adapter != null) {
			ContainerAdapter.Contents contents = adapter.contents(object);
			pushAll(place.path() + "[]", contents.traits());
			pushAll(place.path() + "[]", contents.elements());
			pushAll(place.path() + "[]", contents.attachments());
		}
		else if (Leaves.contains(type)) {
			return;
		}
		else if (!Instances.isOfPlatform(type)) {
			for (Field field : Instances.fields(type)) {
				if (!field.getType().isPrimitive()) {
					push(place.path() + "." + field.getName(), Instances.get(field, object));
				}
			}
		}
		else if (object instanceof Serializable) {
			pushAll(place.path() + ".<part>", SerialForm.of(object).references());
		}
	}

	@SuppressWarnings("unchecked")
	private @Nullable ContainerAdapter<Object> adapter(Class<?> type) {
		return (ContainerAdapter<Object>) this.adapters.find(type);
	}

	private void pushAll(String path, Collection<?> objects) {
		for (Object object : objects) {
			push(path, object);
		}
	}

	private void push(String path, @Nullable Object object) {
		if (object != null && this.seen.size() < MAX_OBJECTS && this.seen.add(object)) {
			this.pending.add(new Place(path, object));
		}
	}

	/**
	 * An object to look at.
	 *
	 * @param path where it is
	 * @param object the object
	 */
	private record Place(String path, Object object) {

	}

}
