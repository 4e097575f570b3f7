package dev.holdfast.restart;

import java.net.URL;
import java.net.URLClassLoader;

import reactor.core.scheduler.Scheduler;

/**
 * Generations that a test drives.
 */
public final class GenerationsFixture {

	private final RestartingGenerations generations;

	private ClassLoader current = new URLClassLoader(new URL[0]);

	/**
	 * Begin with generation 1, which is live.
	 * @param scheduler measures time
	 */
	public GenerationsFixture(Scheduler scheduler) {
		this.generations = new RestartingGenerations(scheduler);
		this.generations.starting(this.current);
		live();
	}

	public Generations generations() {
		return this.generations;
	}

	/**
	 * Let the current generation go live.
	 */
	public void live() {
		this.generations.live(this.current);
	}

	/**
	 * Retire the current generation and begin to start the next one.
	 */
	public void restart() {
		this.generations.retiring();
		this.current = new URLClassLoader(new URL[0]);
		this.generations.starting(this.current);
	}

	/**
	 * Retire the current generation.
	 */
	public void retire() {
		this.generations.retiring();
	}

	/**
	 * Let the current generation fail.
	 */
	public void fail() {
		this.generations.failed(this.current, StartFailure.of(new IllegalStateException("no")));
	}

	/**
	 * Change a class file.
	 */
	public void activity() {
		this.generations.activity();
	}

}
