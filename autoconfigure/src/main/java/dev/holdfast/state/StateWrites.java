package dev.holdfast.state;

import reactor.core.publisher.Mono;

/**
 * Is told of changes to cells, so that they can be stored.
 */
interface StateWrites {

	/**
	 * Nothing is stored.
	 */
	StateWrites NONE = new StateWrites() {

		@Override
		public void changed() {
		}

		@Override
		public Mono<Void> flush() {
			return Mono.empty();
		}

	};

	/**
	 * A cell has changed. Called by whoever changed it, often with the lock of the cell
	 * held, so this is quick.
	 */
	void changed();

	/**
	 * Store everything that has changed.
	 * @return completes when it is stored
	 */
	Mono<Void> flush();

}
