package dev.holdfast.reload;

import org.springframework.context.ApplicationEvent;

/**
 * Published in the running application when it is decided what is done about changed
 * files. If that is a restart, it is the last thing that the application hears of it;
 * code that is replaced in place has been.
 *
 * @since 0.1.0
 */
public final class ReloadDecidedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient ReloadDecision decision;

	/**
	 * Create an event.
	 * @param decision the decision
	 */
	public ReloadDecidedEvent(ReloadDecision decision) {
		super(decision);
		this.decision = decision;
	}

	/**
	 * Return what is going to be done.
	 * @return the decision
	 */
	public ReloadDecision getDecision() {
		return this.decision;
	}

}
