package dev.holdfast.docs;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.holdfast.reload.ChangedFile;
import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.reload.ReloadStrategy;

// tag::strategy[]
@Component
class PriceLists implements ReloadStrategy {

	@Override
	public ReloadDecision decide(List<ChangedFile> changes) {
		boolean only = changes.stream().allMatch((change) -> change.name().startsWith("prices/"));
		return only ? new ReloadDecision(ReloadKind.RESOURCE, "Prices are read at each request") : null;
	}

}
// end::strategy[]
