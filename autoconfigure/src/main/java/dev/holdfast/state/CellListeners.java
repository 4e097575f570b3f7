package dev.holdfast.state;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.Assert;
import reactor.core.Disposable;

/**
 * The listeners of one cell. Called under the lock of the cell.
 *
 * @param <T> the type of the value
 */
final class CellListeners<T> {

	private static final Log logger = LogFactory.getLog(CellListeners.class);

	private final List<Registration<T>> registrations = new CopyOnWriteArrayList<>();

	Disposable add(StateChangeListener<? super T> listener) {
		Assert.notNull(listener, "'listener' must not be null");
		Registration<T> registration = new Registration<>(listener);
		this.registrations.add(registration);
		return () -> this.registrations.remove(registration);
	}

	void changed(String key, T oldValue, T newValue) {
		for (Registration<T> registration : this.registrations) {
			try {
				registration.listener.changed(oldValue, newValue);
			}
			catch (RuntimeException | Error ex) {
				logger.warn("A listener to state '" + key + "' failed; the change stands", ex);
			}
		}
	}

	/**
	 * One registration of a listener, which may be registered twice.
	 *
	 * @param <T> the type of the value
	 */
	private static final class Registration<T> {

		private final StateChangeListener<? super T> listener;

		private Registration(StateChangeListener<? super T> listener) {
			this.listener = listener;
		}

	}

}
