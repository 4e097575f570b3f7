package dev.holdfast.request.proxy;

import java.lang.reflect.Modifier;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.cglib.proxy.Factory;
import org.springframework.util.Assert;

/**
 * Where the proxy class of a type is: in the type's own package and class loader, so that
 * it sees what only the package may see and goes when the type goes; or with us, if the
 * type's class loader does not know what a proxy class refers to, as with that of the
 * JDK.
 *
 * @param neighbour a class in the same package and class loader
 * @param className the name of the proxy class, which is always the same: ahead of time
 * it is what the class is found by, and a class loader never gets more of them
 */
record ProxyHome(Class<?> neighbour, String className) {

	private static final String SUFFIX = "$$HoldfastRequest";

	static ProxyHome of(Class<?> type) {
		if (knowsSpring(type.getClassLoader())) {
			return new ProxyHome(type, type.getName() + SUFFIX);
		}
		String prefix = ProxyHome.class.getPackageName() + '.';
		return new ProxyHome(ProxyHome.class, prefix + type.getName().replace('.', '$') + SUFFIX);
	}

	private static boolean knowsSpring(@Nullable ClassLoader loader) {
		return loader != null && knows(loader, Factory.class);
	}

	private static boolean knows(ClassLoader loader, Class<?> type) {
		if (loader == type.getClassLoader()) {
			return true;
		}
		try {
			return loader.loadClass(type.getName()) == type;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/**
	 * Return the names that the class may have. The second one is for class loaders that
	 * have got something else under the first: what was made ahead of time of an earlier
	 * state of the type, for example.
	 * @return the names
	 */
	List<String> classNames() {
		return List.of(this.className, this.className + "$$Current");
	}

	ClassLoader loader() {
		ClassLoader loader = this.neighbour.getClassLoader();
		Assert.state(loader != null, "A proxy class cannot be with the JDK");
		return loader;
	}

	boolean isOpenTo(Class<?> type) {
		if (type == this.neighbour) {
			return true;
		}
		return isPublic(type) && type.getModule().isExported(type.getPackageName(), this.neighbour.getModule())
				&& knows(loader(), type);
	}

	private static boolean isPublic(Class<?> type) {
		Class<?> outer = type.getEnclosingClass();
		return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
	}

	/**
	 * Return whether a class can be used from here.
	 * @param type the class
	 * @return whether it is public, or in this package
	 */
	boolean canAccess(Class<?> type) {
		return Modifier.isPublic(type.getModifiers()) || isBesides(type);
	}

	boolean isBesides(Class<?> type) {
		return areBesides(this.neighbour, type);
	}

	static boolean areBesides(Class<?> one, Class<?> other) {
		return one.getClassLoader() == other.getClassLoader() && one.getPackageName().equals(other.getPackageName());
	}

}
