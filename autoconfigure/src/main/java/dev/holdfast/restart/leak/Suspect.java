package dev.holdfast.restart.leak;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.Generation;

/**
 * A retired generation that may still be in memory. Used by one thread at a time.
 */
final class Suspect {

	private final Generation generation;

	private final RetiredThreads threads;

	private @Nullable SoftReference<Object> softReference;

	private boolean seenBefore;

	private boolean reported;

	Suspect(Generation generation, RetiredThreads threads) {
		this.generation = generation;
		this.threads = threads;
	}

	boolean isGone() {
		return this.generation.classLoader() == null;
	}

	/**
	 * Return whether there were grounds for a warning at the last look.
	 * @return whether another look should follow
	 */
	boolean isSeenBefore() {
		return this.seenBefore && !this.reported;
	}

	/**
	 * Look for what holds the generation.
	 * @return what does, once there were grounds for a warning twice in a row
	 */
	Optional<String> look() {
		ClassLoader loader = this.generation.classLoader();
		if (loader == null || this.reported) {
			return Optional.empty();
		}
		String holders = holders(loader);
		if (holders == null || !this.seenBefore) {
			this.seenBefore = holders != null;
			return Optional.empty();
		}
		this.reported = true;
		return Optional.of(holders);
	}

	private @Nullable String holders(ClassLoader loader) {
		List<String> threads = this.threads.holders(loader);
		List<String> beans = MBeans.namesOf((candidate) -> candidate == loader);
		if (!threads.isEmpty()) {
			return String.join(", ", threads);
		}
		if (!beans.isEmpty()) {
			return "MBean " + String.join(", ", beans);
		}
		return isBeyondSoftReferences() ? this.threads.guess() : null;
	}

	private boolean isBeyondSoftReferences() {
		if (this.softReference == null) {
			this.softReference = new SoftReference<>(new Object());
		}
		// Unlike get(), this does not count as a use
		return this.softReference.refersTo(null);
	}

	@Override
	public String toString() {
		return this.generation.toString();
	}

}
