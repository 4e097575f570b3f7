package dev.holdfast.server;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.StartFailure;
import dev.holdfast.text.JsonText;

/**
 * Tells a program that no generation can take its request, as problem details (RFC 9457).
 */
final class UnavailableProblem {

	private UnavailableProblem() {
	}

	static String render(ParkingException reason, @Nullable StartFailure failure) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", "urn:holdfast:problem:" + reason.kind().id());
		members.put("title", reason.kind().title());
		members.put("status", 503);
		if (failure == null) {
			members.put("detail", reason.detail());
		}
		else {
			members.put("detail", failure.description());
			if (failure.action() != null) {
				members.put("action", failure.action());
			}
			members.put("cause", failure.cause());
			if (failure.frame() != null) {
				members.put("frame", failure.frame());
			}
			members.put("generation", reason.generation());
		}
		return JsonText.of(members) + "\n";
	}

}
