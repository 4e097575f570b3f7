package dev.holdfast.retry;

import java.util.List;

import dev.holdfast.restart.GenerationState;
import dev.holdfast.restart.Phase;

/**
 * A request that failed, and when.
 *
 * @param error what it failed with
 * @param chain the error with its causes and what it has suppressed, each once, the error
 * first; bounded
 * @param generation the number of the generation that handled the request
 * @param current the state of the application now
 * @param changePending whether something has just changed that will or may lead to a
 * restart
 * @since 0.1.0
 */
public record RequestFailure(Throwable error, List<Throwable> chain, int generation, GenerationState current,
		boolean changePending) {

	// Requests come before a generation is live, while its runners run. And what failed
	// may be another application of the same class loader, while this one goes on.
	static boolean isLive(int generation, GenerationState current) {
		return current.number() == generation && current.phase() != Phase.RETIRING;
	}

}
