package dev.holdfast.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.StringUtils;

/**
 * What files such as {@code application.yml} say.
 */
final class ConfigurationValues {

	private static final Pattern NAME = Pattern.compile("(config/)?application(-[^/]*)?\\.(properties|xml|ya?ml)");

	private static final Pattern SECRET_KEY = Pattern
		.compile("(?is).*(password|passwd|pwd|secret|token|credential|key|passphrase|jaas|vcap_services).*");

	private static final Pattern SECRET_VALUE = Pattern
		.compile("(?is).*(://[^/@\\s]+@|(password|pwd|secret|token)\\s*=).*");

	private ConfigurationValues() {
	}

	static boolean isIn(String fileName) {
		return NAME.matcher(fileName).matches();
	}

	/**
	 * Read a file.
	 * @param file the file
	 * @return its values by their keys; keys of later documents in the file are marked
	 * @throws IOException if it cannot be read or understood
	 */
	static Map<String, String> read(Path file) throws IOException {
		String extension = StringUtils.getFilenameExtension(file.toString());
		for (PropertySourceLoader loader : SpringFactoriesLoader
			.forDefaultResourceLocation(ConfigurationValues.class.getClassLoader())
			.load(PropertySourceLoader.class)) {
			if (extension != null && Set.of(loader.getFileExtensions()).contains(extension)) {
				return flat(load(loader, file));
			}
		}
		throw new IOException("Nothing reads " + file);
	}

	private static List<PropertySource<?>> load(PropertySourceLoader loader, Path file) throws IOException {
		try {
			return loader.load(file.toString(), new FileSystemResource(file));
		}
		catch (RuntimeException | LinkageError ex) {
			throw new IOException(file + " cannot be understood", ex);
		}
	}

	private static Map<String, String> flat(List<PropertySource<?>> documents) {
		Map<String, String> values = new LinkedHashMap<>();
		int number = 1;
		for (PropertySource<?> document : documents) {
			String mark = (number > 1) ? " (document " + number + ")" : "";
			if (document instanceof EnumerablePropertySource<?> enumerable) {
				for (String key : enumerable.getPropertyNames()) {
					values.put(key + mark, String.valueOf(enumerable.getProperty(key)));
				}
			}
			number++;
		}
		return values;
	}

	/**
	 * Say how a value has changed.
	 * @param key its key
	 * @param before what it was, or {@code null} if there was none
	 * @param now what it is, or {@code null} if there is none
	 * @return the text, without the value of a secret
	 */
	static String text(String key, @Nullable String before, @Nullable String now) {
		return key + " " + text(key, before) + " -> " + text(key, now);
	}

	private static String text(String key, @Nullable String value) {
		if (value == null) {
			return "(none)";
		}
		return (SECRET_KEY.matcher(key).matches() || SECRET_VALUE.matcher(value).matches()) ? "******"
				: "'" + StringUtils.truncate(value, 60) + "'";
	}

}
