package dev.holdfast.state.migration;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reader for each class, for one pass.
 */
final class Readers {

	private static final Reader CLASS_READER = (source,
			node) -> node.recipe = new Recipe.Literal(((Class<?>) source).getName());

	private static final int RECENT = 256;

	private final Map<Class<?>, Reader> readers = new HashMap<>();

	private final Predicate<Class<?>> appTypes;

	private final ContainerAdapters adapters;

	/**
	 * The classes met last: values have few, and a walk goes to and fro between them.
	 */
	private final @Nullable Class<?>[] recentTypes;

	private final Reader[] recentReaders = new Reader[RECENT];

	Readers(Predicate<Class<?>> appTypes, ContainerAdapters adapters) {
		this.appTypes = appTypes;
		this.adapters = adapters;
		this.recentTypes = new @Nullable Class<?>[RECENT];
	}

	Reader of(Object value) {
		Class<?> type = value.getClass();
		int recent = type.hashCode() & (RECENT - 1);
		if (type == this.recentTypes[recent]) {
			return this.recentReaders[recent];
		}
		if (value instanceof Class<?> literal) {
			return isApp(literal) ? CLASS_READER : Reader.LEAF;
		}
		Reader reader = this.readers.get(type);
		if (reader == null) {
			reader = tryToFind(type);
			this.readers.put(type, reader);
		}
		this.recentTypes[recent] = type;
		this.recentReaders[recent] = reader;
		return reader;
	}

	private boolean isApp(Class<?> type) {
		Class<?> elementType = type;
		while (elementType.getComponentType() != null) {
			elementType = elementType.getComponentType();
		}
		return this.appTypes.test(elementType);
	}

	private Reader tryToFind(Class<?> type) {
		try {
			return find(type);
		}
		catch (Exception | LinkageError ex) {
			// Reflection loads the types of members: their files may have been deleted
			return Reader.refusing(Failures.describe("Its class cannot be looked into", ex));
		}
	}

	private Reader find(Class<?> type) {
		if (type.isArray()) {
			return arrayReader(type);
		}
		boolean app = this.appTypes.test(type);
		if (Enum.class.isAssignableFrom(type)) {
			return app ? Readers::readConstant : Reader.LEAF;
		}
		if (!app && ThreadPoolExecutor.class.isAssignableFrom(type)) {
			return new ExecutorReader(this::isApp);
		}
		if (!app && Leaves.contains(type)) {
			return Reader.LEAF;
		}
		String refusal = Refusals.of(type);
		if (refusal != null) {
			return Reader.refusing(refusal);
		}
		if (Proxy.isProxyClass(type)) {
			return proxyReader(!app);
		}
		if (type.isHidden() || type.isSynthetic()) {
			return lambdaReader(type, app);
		}
		ContainerAdapter<?> adapter = this.adapters.find(type);
		if (adapter != null) {
			return new ContainerReader(adapter, type, !app, this::isApp, this.adapters);
		}
		if (app) {
			return FieldsReader.of(type, this.adapters, false);
		}
		return type.getModule().isNamed() ? platformReader(type) : libraryReader(type);
	}

	private Reader arrayReader(Class<?> type) {
		Class<?> componentType = type.getComponentType();
		if (componentType.isPrimitive() || Leaves.isFinal(componentType)) {
			return Reader.LEAF;
		}
		Recipe recipe = new Recipe.Array(type.getName());
		return keepable(!isApp(type), (source, node) -> {
			@Nullable Object[] array = (@Nullable Object[]) source;
			node.recipe = recipe;
			node.content = Arrays.copyOf(array, array.length, Object[].class);
		});
	}

	private static void readConstant(Object source, Node node) {
		Enum<?> constant = (Enum<?>) source;
		node.recipe = new Recipe.Constant(constant.getDeclaringClass().getName(), constant.name());
	}

	private Reader proxyReader(boolean keepable) {
		return keepable(keepable, (source, node) -> {
			Class<?> type = source.getClass();
			node.recipe = new Recipe.Proxy(type.getName(),
					Arrays.stream(type.getInterfaces()).map(Class::getName).toList());
			Class<?>[] appInterfaces = Arrays.stream(type.getInterfaces()).filter(this::isApp).toArray(Class<?>[]::new);
			node.content = (appInterfaces.length > 0)
					? new @Nullable Object[] { Proxy.getInvocationHandler(source), appInterfaces[0] }
					: new @Nullable Object[] { Proxy.getInvocationHandler(source) };
		});
	}

	private Reader lambdaReader(Class<?> type, boolean app) {
		if (Serializable.class.isAssignableFrom(type)) {
			return new SerializedReader(!app, this::isLeaf);
		}
		if (app) {
			return Reader.refusing("A lambda that is not serializable cannot be taken apart. Make it one by "
					+ "a cast to an intersection type with Serializable, or use a class or an enum");
		}
		if (Arrays.stream(type.getDeclaredFields()).map(Field::getType).allMatch(Readers::isValue)) {
			return Reader.LEAF;
		}
		return Instances.isOfPlatform(type)
				? Reader.refusing("It is a lambda of the JDK, such as Predicate.not makes, and what it was made "
						+ "from is out of reach. Use a class or an enum")
				: new OpaqueReader(this::isApp, this.adapters);
	}

	private static boolean isValue(Class<?> type) {
		return type.isPrimitive() || Leaves.isFinal(type);
	}

	private Reader platformReader(Class<?> type) {
		if (Serializable.class.isAssignableFrom(type)) {
			return new SerializedReader(true, this::isLeaf);
		}
		return Reader.refusing("It is a type of the JDK that cannot be looked into");
	}

	private Reader libraryReader(Class<?> type) {
		ContainerAdapter<?> adapter = LibraryContainers.find(type);
		if (adapter != null) {
			return new ContainerReader(adapter, type, true, this::isApp, this.adapters);
		}
		if (LibraryScan.isData(type)) {
			return FieldsReader.of(type, this.adapters, true);
		}
		return new OpaqueReader(this::isApp, this.adapters);
	}

	private boolean isLeaf(Object value) {
		return of(value) == Reader.LEAF;
	}

	static Reader keepable(boolean keepable, Reader reader) {
		return new Reader() {

			@Override
			public void read(Object source, Node node) {
				reader.read(source, node);
			}

			@Override
			public boolean isKeepable() {
				return keepable;
			}

		};
	}

}
