package dev.holdfast.restart;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Restarts by way of DevTools' restarter.
 * <p>
 * Thread-safe: immutable but for a counter and a volatile field.
 */
final class DevToolsRestartControl implements RestartControl {

	private final RestartingGenerations generations;

	private final AtomicInteger restarts = new AtomicInteger();

	private volatile @Nullable String mainClass;

	DevToolsRestartControl(RestartingGenerations generations) {
		this.generations = generations;
	}

	@Override
	public List<Path> directories() {
		List<Path> directories = new ArrayList<>();
		for (URL url : DevTools.classPath()) {
			if (url.getProtocol().equals("file") && url.getPath().endsWith("/")) {
				try {
					directories.add(Path.of(url.toURI()));
				}
				catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException ex) {
					// Not a directory of this machine, so nobody edits it
				}
			}
		}
		return directories;
	}

	@Override
	public boolean isAgentActive() {
		return DevTools.isAgentActive();
	}

	@Override
	public @Nullable String mainClass() {
		return this.mainClass;
	}

	void mainClass(@Nullable Class<?> type) {
		this.mainClass = (type != null) ? type.getName() : null;
	}

	@Override
	public void activity() {
		this.generations.activity();
	}

	@Override
	public void restart(StartRetry retry) {
		int number = this.restarts.incrementAndGet();
		DevTools.restart((failure) -> {
			if (number != this.restarts.get()) {
				// Something that ran until a later restart closed it, such as a runner
				return false;
			}
			this.generations.notStarted(StartFailure.of(failure));
			return retry.await(failure);
		});
	}

}
