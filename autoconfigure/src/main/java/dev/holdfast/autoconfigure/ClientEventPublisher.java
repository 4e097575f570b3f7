package dev.holdfast.autoconfigure;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

import dev.holdfast.client.ClientEvent;
import dev.holdfast.client.ClientEvents;
import dev.holdfast.reload.ChangedFile;
import dev.holdfast.reload.ReloadDecidedEvent;
import dev.holdfast.reload.ReloadDecision;
import dev.holdfast.reload.ReloadKind;
import dev.holdfast.reload.ReloadStrategy;
import dev.holdfast.reload.RouteReach;

/**
 * Tells browsers what is done about changed files. As a strategy it only looks at the
 * changes that the others decide about; both come on the one thread of the gate.
 */
final class ClientEventPublisher implements ApplicationListener<ReloadDecidedEvent>, ReloadStrategy, Ordered {

	private static final int MAX_FILES = 100;

	private static final Set<ReloadKind> ROUTED = EnumSet.of(ReloadKind.RESTART, ReloadKind.SINGLE_ROUTE,
			ReloadKind.SELECTIVE);

	private static final Set<ReloadKind> IN_PLACE = EnumSet.of(ReloadKind.SINGLE_ROUTE, ReloadKind.SELECTIVE);

	private final ClientEvents events;

	private final @Nullable RouteReach reach;

	private volatile List<ChangedFile> changes = List.of();

	ClientEventPublisher(ClientEvents events, @Nullable RouteReach reach) {
		this.events = events;
		this.reach = reach;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public @Nullable ReloadDecision decide(List<ChangedFile> changes) {
		this.changes = changes;
		return null;
	}

	@Override
	public void onApplicationEvent(ReloadDecidedEvent event) {
		ReloadDecision decision = event.getDecision();
		String name = switch (decision.kind()) {
			case RESOURCE -> "resource-updated";
			case SINGLE_ROUTE, SELECTIVE -> "route-updated";
			case CONFIGURATION -> "configuration-updated";
			case RESTART -> "dependency-updated";
		};
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("strategy", decision.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		data.put("reason", decision.reason());
		data.put("files", this.changes.stream().map(ChangedFile::name).limit(MAX_FILES).toList());
		if (ROUTED.contains(decision.kind())) {
			data.put("routes", (this.reach != null) ? this.reach.affectedBy(this.changes) : null);
		}
		if (this.reach != null && IN_PLACE.contains(decision.kind())) {
			this.reach.codeReplaced();
		}
		this.changes = List.of();
		this.events.publish(new ClientEvent(name, data));
	}

}
