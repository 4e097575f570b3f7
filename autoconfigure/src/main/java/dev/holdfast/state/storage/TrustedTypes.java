package dev.holdfast.state.storage;

import java.util.List;
import java.util.function.Predicate;

import dev.holdfast.restart.Restarts;

/**
 * The types whose objects may be stored and made of what has been stored: in development
 * those that are reloaded at a restart, and always those of named packages.
 *
 * @param packages the packages, with all below them
 * @since 0.1.0
 */
public record TrustedTypes(List<String> packages) implements Predicate<Class<?>> {

	/**
	 * Create trusted types.
	 */
	public TrustedTypes {
		packages = List.copyOf(packages);
	}

	@Override
	public boolean test(Class<?> type) {
		return Restarts.isAppType(type) || this.packages.stream().anyMatch((name) -> isIn(name, type));
	}

	private static boolean isIn(String packageName, Class<?> type) {
		return !packageName.isEmpty() && type.getName().startsWith(packageName + ".");
	}

}
