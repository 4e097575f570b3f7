package dev.holdfast.docs;

import org.springframework.stereotype.Component;

import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.reload.ReloadStrategy;
import dev.holdfast.reload.watch.FileChanges;

// tag::strategy[]
@Component
class PriceLists implements ReloadStrategy {

	@Override
	public ReloadDecision decide(FileChanges changes) {
		boolean only = changes.all().stream().allMatch((change) -> change.name().startsWith("prices/"));
		return only ? new ReloadDecision(ReloadKind.RESOURCE, "Prices are read at each request") : null;
	}

}
// end::strategy[]
