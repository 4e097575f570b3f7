package dev.holdfast.autoconfigure;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.util.ClassUtils;

import dev.holdfast.state.storage.StateFileSettings;
import dev.holdfast.state.storage.StateStorageException;
import dev.holdfast.state.storage.TrustedTypes;

/**
 * What the properties say of the state file, and the application where they say nothing.
 */
final class ConfiguredStateFile {

	private static final Set<String> BUILD_DIRECTORIES = Set.of("target", "build", "out", "bin");

	/**
	 * As in {@code build/classes/java/main}.
	 */
	private static final int MAX_LEVELS = 4;

	private static final Path DIRECTORY = Path.of("holdfast", "state");

	private ConfiguredStateFile() {
	}

	static @Nullable StateFileSettings of(RestartStateProperties properties, ListableBeanFactory beanFactory) {
		if (properties.getStorage() != StateStorageType.FILE) {
			return null;
		}
		RestartStateProperties.File file = properties.getFile();
		Path location = (file.getLocation() != null) ? file.getLocation().toPath() : defaultLocation(beanFactory);
		return new StateFileSettings(location,
				PropertyChecks.notNegative("holdfast.state.file.write-delay", file.getWriteDelay()),
				PropertyChecks.positive("holdfast.state.file.scan-interval", file.getScanInterval()),
				trusted(properties, beanFactory));
	}

	static TrustedTypes trusted(RestartStateProperties properties, ListableBeanFactory beanFactory) {
		List<String> packages = new ArrayList<>(properties.getTrustedPackages());
		if (AutoConfigurationPackages.has(beanFactory)) {
			packages.addAll(AutoConfigurationPackages.get(beanFactory));
		}
		return new TrustedTypes(packages);
	}

	private static Path defaultLocation(ListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (beanFactory.findAnnotationOnBean(name, SpringBootConfiguration.class, false) != null) {
				Class<?> type = beanFactory.getType(name, false);
				Path classes = (type != null) ? classes(ClassUtils.getUserClass(type)) : null;
				if (classes != null) {
					return defaultLocation(classes);
				}
			}
		}
		throw new StateStorageException(
				"There is no place for the state file: no directory of classes was found that "
						+ "has a @SpringBootApplication.",
				"Set holdfast.state.file.location to a directory of its own.", null);
	}

	private static @Nullable Path classes(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		try {
			Path classes = (source != null && "file".equals(source.getLocation().getProtocol()))
					? Path.of(source.getLocation().toURI()) : null;
			return (classes != null && Files.isDirectory(classes)) ? classes : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Find a place that a clean build empties, and no other module has.
	 * @param classes the directory of the application's classes
	 * @return a directory
	 */
	static Path defaultLocation(Path classes) {
		Path path = classes;
		for (int level = 0; level < MAX_LEVELS && path != null && path.getFileName() != null; level++) {
			String name = path.getFileName().toString();
			if (BUILD_DIRECTORIES.contains(name)) {
				// The IDE that calls it so has one for all modules
				return "out".equals(name) ? path.resolve(DIRECTORY).resolve(classes.getFileName())
						: path.resolve(DIRECTORY);
			}
			path = path.getParent();
		}
		return classes.resolveSibling(DIRECTORY);
	}

}
