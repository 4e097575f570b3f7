package dev.holdfast.state.migration;

import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds the kinds of values of the JDK that can be stored.
 */
final class StoredLeaves {

	private static final StoredKind<?> CONSTANT = StoredKind.of(98, Object.class, (value, out) -> {
		Enum<?> constant = (Enum<?>) value;
		out.name(constant.getDeclaringClass().getName());
		out.name(constant.name());
	}, (in) -> constant(platformType(in.name()), in.name()));

	private static final StoredKind<?> LITERAL = StoredKind.of(99, Object.class,
			(value, out) -> out.name(((Class<?>) value).getName()), (in) -> platformType(in.name()));

	private static final Map<Class<?>, StoredKind<?>> BY_TYPE = Stream
		.concat(StoredValues.all().stream(), StoredArrays.all().stream())
		.collect(Collectors.toUnmodifiableMap(StoredKind::type, Function.identity()));

	private static final Map<Integer, StoredKind<?>> BY_NUMBER = Stream
		.concat(BY_TYPE.values().stream(), Stream.of(CONSTANT, LITERAL))
		.collect(Collectors.toUnmodifiableMap(StoredKind::number, Function.identity()));

	private static final Map<String, StoredKind<?>> OF_ELEMENTS = BY_TYPE.values()
		.stream()
		.filter((kind) -> Modifier.isFinal(kind.type().getModifiers()) && !kind.type().isArray())
		.collect(Collectors.toUnmodifiableMap((kind) -> kind.type().getName(), Function.identity()));

	private static final List<Class<?>> SUPERTYPES = List.of(Path.class, ZoneId.class, Charset.class);

	private StoredLeaves() {
	}

	/**
	 * Find the kind of a value.
	 * @param value the value
	 * @return its kind, or {@code null} if it cannot be stored
	 */
	static @Nullable StoredKind<?> of(Object value) {
		Class<?> type = value.getClass();
		if (value instanceof Object[]) {
			return OF_ELEMENTS.containsKey(type.getComponentType().getName()) ? BY_TYPE.get(Object[].class) : null;
		}
		StoredKind<?> kind = BY_TYPE.get(type);
		if (kind != null) {
			return isLost(value) ? null : kind;
		}
		if (value instanceof Enum<?> constant) {
			return isOfPlatform(constant.getDeclaringClass()) ? CONSTANT : null;
		}
		if (value instanceof Class<?> literal) {
			return isOfPlatform(literal) ? LITERAL : null;
		}
		if (value instanceof Path path && path.getFileSystem() != FileSystems.getDefault()) {
			return null;
		}
		return SUPERTYPES.stream()
			.filter((supertype) -> supertype.isInstance(value))
			.findFirst()
			.map(BY_TYPE::get)
			.orElse(null);
	}

	// Some locales of old have no tag of their own
	private static boolean isLost(Object value) {
		return value instanceof Locale locale && !Locale.forLanguageTag(locale.toLanguageTag()).equals(locale);
	}

	static StoredKind<?> numbered(int number) {
		StoredKind<?> kind = BY_NUMBER.get(number);
		if (kind == null) {
			throw new MalformedContentException("it has a value of an unknown kind");
		}
		return kind;
	}

	/**
	 * Find the kind that all elements of an array are of.
	 * @param type the name of the type of the elements
	 * @return the kind, or {@code null} if such arrays are not leaves
	 */
	static @Nullable StoredKind<?> ofElements(String type) {
		return OF_ELEMENTS.get(type);
	}

	private static boolean isOfPlatform(Class<?> type) {
		return type.getName().startsWith("java.");
	}

	private static Class<?> platformType(String name) {
		if (name.startsWith("java.")) {
			try {
				return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
			}
			catch (ClassNotFoundException | LinkageError ex) {
				throw new MalformedContentException("there is no class " + name);
			}
		}
		throw new MalformedContentException("class %s is not one of the JDK".formatted(name));
	}

	private static Object constant(Class<?> type, String name) {
		Object[] constants = type.isEnum() ? type.getEnumConstants() : null;
		return Stream.of((constants != null) ? constants : new Object[0])
			.filter((constant) -> ((Enum<?>) constant).name().equals(name))
			.findFirst()
			.orElseThrow(() -> new MalformedContentException(
					"there is no constant %s of %s".formatted(name, type.getName())));
	}

}
