package dev.holdfast.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * How changes are looked for, and when they are complete.
 *
 * @param quietPeriod how long no file may change before something is done about the
 * change of a few
 * @param bulkQuietPeriod the same for many files, and when files vanish
 * @param rebuildTimeout how long classes that have vanished are waited for
 * @param pollInterval how often files are looked at if no request asks
 * @param excludes patterns of files that need no restart
 * @param additionalPaths directories beside those of the class path
 * @param triggerFile the name of the file whose change alone leads to a restart, or
 * {@code null} if every change does
 * @since 0.1.0
 */
public record ReloadSettings(Duration quietPeriod, Duration bulkQuietPeriod, Duration rebuildTimeout,
		Duration pollInterval, List<String> excludes, List<Path> additionalPaths, @Nullable String triggerFile) {

	public ReloadSettings {
		notNegative("quietPeriod", quietPeriod);
		notNegative("bulkQuietPeriod", bulkQuietPeriod);
		notNegative("rebuildTimeout", rebuildTimeout);
		Assert.isTrue(!pollInterval.isZero() && !pollInterval.isNegative(),
				() -> "'pollInterval' must be positive [" + pollInterval + "]");
		excludes = List.copyOf(excludes);
		additionalPaths = List.copyOf(additionalPaths);
	}

	private static void notNegative(String name, Duration value) {
		Assert.isTrue(!value.isNegative(), () -> "'" + name + "' must not be negative [" + value + "]");
	}

}
