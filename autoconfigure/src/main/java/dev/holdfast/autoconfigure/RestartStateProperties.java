package dev.holdfast.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of restart state.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("holdfast.state")
public class RestartStateProperties {

	/**
	 * Number of restarts after which a value is discarded that no generation has asked
	 * for. If it is not set, such values are kept until they are discarded by hand.
	 */
	private @Nullable Integer discardOrphansAfter;

	/**
	 * Number of values that each piece of state remembers, the current one included,
	 * unless its definition says otherwise.
	 */
	private int historySize;

	/**
	 * Whether to warn, in development, of retired generations of the application that
	 * stay in memory, and to say what most likely holds them.
	 */
	private boolean leakCheck = true;

	/**
	 * Where state is kept beyond restarts of the application: in memory alone; in a file,
	 * too, so that it outlives the JVM; or in Redis, where all nodes share it, with what
	 * caches and rate limiters have. A file is for development; elsewhere state is kept
	 * in memory.
	 */
	private StateStorageType storage = StateStorageType.HEAP;

	/**
	 * Packages, with all below them, whose objects may be stored outside of this JVM and
	 * made again of what is stored, in addition to those of the application itself.
	 */
	private List<String> trustedPackages = new ArrayList<>();

	private final File file = new File();

	public @Nullable Integer getDiscardOrphansAfter() {
		return this.discardOrphansAfter;
	}

	public void setDiscardOrphansAfter(@Nullable Integer discardOrphansAfter) {
		this.discardOrphansAfter = discardOrphansAfter;
	}

	public int getHistorySize() {
		return this.historySize;
	}

	public void setHistorySize(int historySize) {
		this.historySize = historySize;
	}

	public boolean isLeakCheck() {
		return this.leakCheck;
	}

	public void setLeakCheck(boolean leakCheck) {
		this.leakCheck = leakCheck;
	}

	public StateStorageType getStorage() {
		return this.storage;
	}

	public void setStorage(StateStorageType storage) {
		this.storage = storage;
	}

	public List<String> getTrustedPackages() {
		return this.trustedPackages;
	}

	public void setTrustedPackages(List<String> trustedPackages) {
		this.trustedPackages = trustedPackages;
	}

	public File getFile() {
		return this.file;
	}

	/**
	 * Properties of the file that state is kept in.
	 */
	public static class File {

		/**
		 * Directory for the file, of its own and for one application. In the build
		 * directory, unless it is set.
		 */
		private java.io.@Nullable File location;

		/**
		 * How long after a change the file is written.
		 */
		private Duration writeDelay = Duration.ofMillis(500);

		/**
		 * How often to look for changes inside of values, such as a put into a map. All
		 * other changes are noticed at once.
		 */
		private Duration scanInterval = Duration.ofSeconds(10);

		public java.io.@Nullable File getLocation() {
			return this.location;
		}

		public void setLocation(java.io.@Nullable File location) {
			this.location = location;
		}

		public Duration getWriteDelay() {
			return this.writeDelay;
		}

		public void setWriteDelay(Duration writeDelay) {
			this.writeDelay = writeDelay;
		}

		public Duration getScanInterval() {
			return this.scanInterval;
		}

		public void setScanInterval(Duration scanInterval) {
			this.scanInterval = scanInterval;
		}

	}

}
