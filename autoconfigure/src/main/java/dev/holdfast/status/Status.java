package dev.holdfast.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Everything that there is to see, as parts that know nothing of each other.
 *
 * @since 0.1.0
 */
public final class Status {

	private static final Log logger = LogFactory.getLog(Status.class);

	private final List<StatusSection> surviving;

	private volatile List<StatusSection> ofGeneration;

	/**
	 * Create a status.
	 * @param surviving parts that do not belong to a generation
	 * @param ofGeneration parts that belong to the running one
	 */
	public Status(List<StatusSection> surviving, List<StatusSection> ofGeneration) {
		this.surviving = List.copyOf(surviving);
		this.ofGeneration = List.copyOf(ofGeneration);
	}

	/**
	 * Return what is to be seen now.
	 * @return maps, lists, texts, numbers and booleans. A part that fails is left out
	 */
	public Map<String, Object> snapshot() {
		Map<String, Object> snapshot = new LinkedHashMap<>();
		this.surviving.forEach((section) -> add(section, snapshot));
		this.ofGeneration.forEach((section) -> add(section, snapshot));
		return snapshot;
	}

	private static void add(StatusSection section, Map<String, Object> snapshot) {
		try {
			snapshot.put(section.name(), section.content().get());
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The status says nothing of " + section.name(), ex);
		}
	}

	/**
	 * Let go of the parts of the running generation, which is about to retire.
	 */
	public void retire() {
		this.ofGeneration = List.of();
	}

}
