package dev.holdfast.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.holdfast.state.migration.DehydratedValue;
import dev.holdfast.state.migration.Dehydrator;

/**
 * Dehydrates attributes in one pass, so that what they share stays shared. If that fails,
 * which it is built not to, each attribute is on its own: one must never cost the others.
 */
final class OnePass {

	private static final Log logger = LogFactory.getLog(OnePass.class);

	private OnePass() {
	}

	/**
	 * Dehydrate attributes.
	 * @param <K> what identifies an attribute
	 * @param values the attributes
	 * @param dehydrators makes a dehydrator for one pass
	 * @return the dehydrated attributes, without those that failed
	 */
	static <K> Map<K, DehydratedValue> dehydrate(Map<K, Object> values, Supplier<Dehydrator> dehydrators) {
		try {
			return dehydrators.get().dehydrate(values);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			// As text, as the log may keep a throwable and with it the retired classes
			logger
				.warn("Attributes of web sessions could not be dehydrated in one pass, so that each is now dehydrated "
						+ "alone: " + ex);
			return eachAlone(values, dehydrators);
		}
	}

	private static <K> Map<K, DehydratedValue> eachAlone(Map<K, Object> values, Supplier<Dehydrator> dehydrators) {
		Map<K, DehydratedValue> dehydrated = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			try {
				dehydrated.putAll(dehydrators.get().dehydrate(Map.of(key, value)));
			}
			catch (RuntimeException | LinkageError | StackOverflowError ex) {
				logger.error("An attribute of a web session, a " + value.getClass().getName()
						+ ", could not be dehydrated, so it is lost: " + ex);
			}
		});
		return dehydrated;
	}

}
