package dev.holdfast.retry;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.holdfast.retry.StaleErrorClassifier.Verdict;

/**
 * Asks the classifiers in their order. Those that fail decide nothing.
 */
final class StaleErrors {

	private static final Log logger = LogFactory.getLog(StaleErrors.class);

	private final AtomicBoolean classifierFailed = new AtomicBoolean();

	private final List<StaleErrorClassifier> classifiers;

	StaleErrors(List<StaleErrorClassifier> classifiers) {
		this.classifiers = List.copyOf(classifiers);
	}

	/**
	 * Decide on a failure.
	 * @param failure the failure
	 * @param undecided what it is if nobody decides
	 * @return whether it is stale
	 */
	boolean isStale(RequestFailure failure, boolean undecided) {
		for (StaleErrorClassifier classifier : this.classifiers) {
			Verdict verdict = verdict(classifier, failure);
			if (verdict != Verdict.UNDECIDED) {
				return verdict == Verdict.STALE;
			}
		}
		return undecided;
	}

	private Verdict verdict(StaleErrorClassifier classifier, RequestFailure failure) {
		try {
			return classifier.classify(failure);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | AssertionError ex) {
			if (this.classifierFailed.compareAndSet(false, true)) {
				// The error's own methods may be what fails
				logger.warn("Stale error classifier " + classifier.getClass().getName()
						+ " fails, so it decides nothing. Further failures are not logged. It was asked about "
						+ failure.error().getClass().getName(), ex);
			}
			return Verdict.UNDECIDED;
		}
	}

}
