package dev.holdfast.state.migration;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the serial form of an object refers to. Containers that do not give their parts
 * away otherwise do so here: an {@link ObjectOutputStream} shows each object to its
 * subclasses before it writes it. None is written, so it does not matter whether they are
 * serializable, and the cost does not depend on what they hold in turn.
 */
final class SerialForm extends ObjectOutputStream {

	private final Class<?> type;

	private Object written;

	private boolean begun;

	private List<Object> references = List.of();

	private List<Class<?>> classes = List.of();

	private SerialForm(Object object) throws IOException {
		super(OutputStream.nullOutputStream());
		this.type = object.getClass();
		this.written = object;
		enableReplaceObject(true);
		writeObject(object);
		flush();
	}

	static SerialForm of(Object object) {
		try {
			return new SerialForm(object);
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"a %s does not show what it consists of".formatted(object.getClass().getName()), ex);
		}
	}

	/**
	 * Return the objects that the form refers to directly, primitive values aside.
	 * @return the objects, in the order of the form
	 */
	List<Object> references() {
		return this.references;
	}

	/**
	 * Return the classes that the form names: those of its descriptors and those that are
	 * values.
	 * @return the classes, in the order of the form
	 */
	List<Class<?>> classes() {
		return this.classes;
	}

	/**
	 * Return what the form is of.
	 * @return the object itself, or what it names as its substitute
	 */
	Object written() {
		return this.written;
	}

	<T> @Nullable T first(Class<T> type) {
		return this.references.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
	}

	<T> T only(Class<T> type) {
		T reference = first(type);
		if (reference == null) {
			throw new IllegalStateException(
					"no %s was found behind a %s".formatted(type.getSimpleName(), this.type.getName()));
		}
		return reference;
	}

	@Override
	@SuppressWarnings("NullAway")
	protected Object replaceObject(Object object) {
		// The first is the object itself or what it names as its substitute
		if (!this.begun) {
			this.begun = true;
			this.written = object;
			return object;
		}
		// Constants of the container's own library are part of its settings
		if (object instanceof Enum<?> && object.getClass().getClassLoader() == this.type.getClassLoader()) {
			return object;
		}
		if (this.references.isEmpty()) {
			this.references = new ArrayList<>();
		}
		this.references.add(object);
		return null;
	}

	@Override
	protected void annotateClass(Class<?> type) {
		if (this.classes.isEmpty()) {
			this.classes = new ArrayList<>();
		}
		this.classes.add(type);
	}

}
