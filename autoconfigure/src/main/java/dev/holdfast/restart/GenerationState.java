package dev.holdfast.restart;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of the running application at one moment.
 *
 * @param generation the current generation
 * @param phase its phase
 * @param failure why it failed, or {@code null} unless its phase is {@link Phase#FAILED}
 * @since 0.1.0
 */
public record GenerationState(Generation generation, Phase phase, @Nullable StartFailure failure) {

	/**
	 * Return the number of the current generation.
	 * @return the number, counted from 1; 0 before the first generation began to start
	 */
	public int number() {
		return this.generation.number();
	}

	/**
	 * Return whether the current generation is live.
	 * @return whether it is live
	 */
	public boolean isLive() {
		return this.phase == Phase.LIVE;
	}

	GenerationState in(Phase phase) {
		return new GenerationState(this.generation, phase, null);
	}

	GenerationState failed(StartFailure failure) {
		return new GenerationState(this.generation, Phase.FAILED, failure);
	}

}
