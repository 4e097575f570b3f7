package dev.holdfast.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;

import dev.holdfast.client.ClientEvent;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.state.SurvivalReport;
import dev.holdfast.state.SurvivalReportEvent;

/**
 * Tells browsers what a restart did with the state of the application.
 */
final class SurvivalReportPublisher implements ApplicationListener<SurvivalReportEvent> {

	private static final int MAX_ENTRIES = 100;

	private final ClientEvents events;

	SurvivalReportPublisher(ClientEvents events) {
		this.events = events;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void onApplicationEvent(SurvivalReportEvent event) {
		SurvivalReport report = event.getReport();
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("generation", report.generation());
		data.put("summary", report.toString());
		data.put("entries",
				report.entries().stream().limit(MAX_ENTRIES).map(SurvivalReportPublisher::describe).toList());
		this.events.publish(new ClientEvent("state-report", data));
	}

	static Map<String, @Nullable Object> describe(SurvivalReport.Entry entry) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("key", entry.key());
		data.put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
		data.put("objects", entry.objects());
		data.put("reason", entry.reason());
		data.put("changes", entry.changes());
		return data;
	}

}
