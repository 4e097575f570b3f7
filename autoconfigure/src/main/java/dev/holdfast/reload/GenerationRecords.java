package dev.holdfast.reload;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.redefine.RunningClasses;
import dev.holdfast.restart.Generations;
import dev.holdfast.restart.Phase;

/**
 * The record of the generation that is there, if one is wanted. Begins with the first
 * class that the loader of a new generation loads.
 * <p>
 * Thread-safe: classes ask volatile fields, and what changes these is under the monitor
 * of this object.
 */
final class GenerationRecords {

	private final Generations generations;

	private final Predicate<ClassLoader> appLoaders;

	private final Set<ClassLoader> begun = Collections.newSetFromMap(new WeakHashMap<>());

	private volatile @Nullable GenerationRecord current;

	private volatile boolean wanted;

	GenerationRecords(Generations generations, Predicate<ClassLoader> appLoaders) {
		this.generations = generations;
		this.appLoaders = appLoaders;
	}

	/**
	 * Record from now on what generations run, or no more. Classes of the present one
	 * that are loaded already stay unknown.
	 * @param wanted whether to record
	 */
	synchronized void want(boolean wanted) {
		this.wanted = wanted;
		if (!wanted) {
			end();
			return;
		}
		ClassLoader loader = this.generations.current().generation().classLoader();
		if (loader != null && this.appLoaders.test(loader)) {
			begin(loader);
		}
	}

	@Nullable GenerationRecord current() {
		return this.current;
	}

	/**
	 * Return where the classes of a loader belong.
	 * @param loader the loader
	 * @return the classes, or {@code null} if they are of no interest
	 */
	@Nullable RunningClasses of(ClassLoader loader) {
		GenerationRecord present = this.current;
		if (present != null && present.isOf(loader)) {
			return present.classes();
		}
		if (!this.wanted || !this.appLoaders.test(loader)) {
			return null;
		}
		return isOfNext(loader) ? begin(loader) : null;
	}

	private boolean isOfNext(ClassLoader loader) {
		Phase phase = this.generations.current().phase();
		return (phase == Phase.RETIRING || phase == Phase.FAILED)
				&& this.generations.current().generation().classLoader() != loader;
	}

	private synchronized @Nullable RunningClasses begin(ClassLoader loader) {
		GenerationRecord present = this.current;
		if (this.begun.add(loader)) {
			end();
			present = new GenerationRecord(loader);
			this.current = present;
		}
		return (present != null && present.isOf(loader)) ? present.classes() : null;
	}

	void started() {
		GenerationRecord present = this.current;
		if (present != null) {
			present.started();
		}
	}

	/**
	 * Let go of the generation, and record nothing more of it.
	 */
	synchronized void end() {
		GenerationRecord present = this.current;
		this.current = null;
		if (present != null) {
			present.end();
		}
	}

}
