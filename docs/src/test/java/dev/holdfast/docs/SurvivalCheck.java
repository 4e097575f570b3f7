package dev.holdfast.docs;

import java.util.ArrayList;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.holdfast.state.SurvivalReport.Outcome;
import dev.holdfast.state.SurvivalReportEvent;

// tag::report[]
@Component
class SurvivalCheck {

	private final List<String> parkedKeys = new ArrayList<>();

	@EventListener
	void restarted(SurvivalReportEvent event) {
		event.getReport().entries(Outcome.PARKED).forEach((entry) -> this.parkedKeys.add(entry.key()));
	}

	List<String> parkedKeys() {
		return this.parkedKeys;
	}

}
// end::report[]
