package dev.holdfast.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.holdfast.restart.StartFailure;

/**
 * Tells a program that no generation can take its request, as problem details (RFC 9457).
 */
final class UnavailableProblem {

	private UnavailableProblem() {
	}

	static String render(ParkingException reason, @Nullable StartFailure failure) {
		Map<String, String> members = new LinkedHashMap<>();
		members.put("type", FailureText.json("urn:holdfast:problem:" + reason.kind().id()));
		members.put("title", FailureText.json(reason.kind().title()));
		members.put("status", "503");
		if (failure == null) {
			members.put("detail", FailureText.json(reason.detail()));
		}
		else {
			members.put("detail", FailureText.json(failure.description()));
			if (failure.action() != null) {
				members.put("action", FailureText.json(failure.action()));
			}
			members.put("cause", FailureText.json(failure.cause()));
			members.put("generation", String.valueOf(reason.generation()));
		}
		return members.entrySet()
			.stream()
			.map((member) -> "\"" + member.getKey() + "\":" + member.getValue())
			.collect(Collectors.joining(",", "{", "}\n"));
	}

}
