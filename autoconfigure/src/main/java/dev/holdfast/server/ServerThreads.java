package dev.holdfast.server;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

import dev.holdfast.restart.EnteredMethods;
import dev.holdfast.restart.Restarts;
import dev.holdfast.restart.Retirement;

/**
 * The event loops of all surviving servers. Boot's belong to the application context,
 * which disposes of them.
 */
final class ServerThreads {

	private final LoopResources resources = LoopResources.create(EnteredMethods.REQUEST_THREADS,
			LoopResources.DEFAULT_IO_WORKER_COUNT, true);

	ServerThreads() {
		// An event loop starts its thread with its first task, on behalf of who brings it
		Restarts.callOnBaseThread("holdfast-http-start", () -> {
			eventLoops().forEach((eventLoop) -> eventLoop.execute(() -> {
			}));
			return true;
		});
	}

	LoopResources resources() {
		return this.resources;
	}

	/**
	 * Let code that runs on the event loops find the classes of a generation.
	 * @param classLoader the class loader of the generation
	 */
	void moveTo(@Nullable ClassLoader classLoader) {
		for (EventExecutor eventLoop : eventLoops()) {
			eventLoop.execute(() -> Thread.currentThread().setContextClassLoader(classLoader));
		}
	}

	/**
	 * Drop what a retired generation has left with the event loops.
	 * @param retirement the retirement
	 */
	void dropLocals(Retirement retirement) {
		for (EventExecutor eventLoop : eventLoops()) {
			eventLoop.execute(() -> EventLoopLocals.drop(retirement));
		}
	}

	private EventLoopGroup eventLoops() {
		return this.resources.onServer(LoopResources.DEFAULT_NATIVE);
	}

}
