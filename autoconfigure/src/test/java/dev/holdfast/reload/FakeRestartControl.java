package dev.holdfast.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.RestartControl;
import dev.holdfast.restart.StartRetry;

/**
 * Counts restarts instead of restarting.
 */
final class FakeRestartControl implements RestartControl {

	final BlockingQueue<StartRetry> restarts = new LinkedBlockingQueue<>();

	final AtomicInteger activities = new AtomicInteger();

	@Nullable String mainClass;

	volatile boolean broken;

	private final Path directory;

	FakeRestartControl(Path directory) {
		this.directory = directory;
	}

	@Override
	public List<Path> directories() {
		return List.of(this.directory);
	}

	@Override
	public boolean isAgentActive() {
		return false;
	}

	@Override
	public @Nullable String mainClass() {
		return this.mainClass;
	}

	@Override
	public void activity() {
		this.activities.incrementAndGet();
	}

	@Override
	public void restart(StartRetry retry) {
		if (this.broken) {
			this.broken = false;
			throw new IllegalStateException("broken");
		}
		this.restarts.add(retry);
	}

}
