package dev.holdfast.reload.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Compares two versions of a class file.
 */
final class ClassComparison {

	private final byte[] before;

	private final byte[] after;

	private final List<String> reasons = new ArrayList<>();

	// Count only if nothing else differs, since any new member changes the order too
	private final List<String> minorReasons = new ArrayList<>();

	ClassComparison(byte[] before, byte[] after) {
		this.before = before;
		this.after = after;
	}

	ClassChange result() {
		if (Arrays.equals(this.before, this.after)) {
			return ClassChange.none();
		}
		try {
			return compare(ShapeReader.read(this.before), ShapeReader.read(this.after));
		}
		catch (RuntimeException ex) {
			return ClassChange.structure(List.of("class file cannot be read: " + ex.getMessage()));
		}
	}

	private ClassChange compare(ClassShape old, ClassShape now) {
		for (String element : union(old.elements().keySet(), now.elements().keySet())) {
			compareElement(element, old.elements().get(element), now.elements().get(element));
		}
		Set<String> changed = new LinkedHashSet<>(now.bodies().keySet());
		changed.retainAll(old.bodies().keySet());
		changed.removeIf((method) -> old.body(method).code().equals(now.body(method).code()));
		changed.forEach((method) -> checkBody(now.body(method)));
		if (this.reasons.isEmpty()) {
			this.reasons.addAll(this.minorReasons);
		}
		if (!this.reasons.isEmpty()) {
			return ClassChange.structure(this.reasons);
		}
		return changed.isEmpty() ? ClassChange.none() : ClassChange.bodies(changed);
	}

	private void compareElement(String element, @Nullable Map<String, String> old, @Nullable Map<String, String> now) {
		if (old == null || now == null) {
			String kind = element.substring(0, element.indexOf(':'));
			this.reasons.add(kind + ((old != null) ? " removed" : " added") + element.substring(kind.length()));
			return;
		}
		String subject = element.replaceFirst(": ", " ");
		for (String aspect : union(old.keySet(), now.keySet())) {
			String valueBefore = old.get(aspect);
			String valueNow = now.get(aspect);
			if (aspect.startsWith("unknown")) {
				this.reasons.add(subject + ": " + aspect);
			}
			else if (valueBefore == null || valueNow == null) {
				this.reasons.add(subject + ": " + aspect + ((valueBefore != null) ? " removed" : " added"));
			}
			else if (!valueBefore.equals(valueNow)) {
				(aspect.startsWith("order") ? this.minorReasons : this.reasons)
					.add("%s: %s changed from %s to %s".formatted(subject, aspect, valueBefore, valueNow));
			}
		}
	}

	private void checkBody(MethodBody body) {
		switch (body.kind()) {
			case INITIALIZER -> this.reasons.add("class initializer changed: " + body.method());
			case BRIDGE, SYNTHETIC -> this.reasons.add("method of the compiler changed: " + body.method());
			default -> {
			}
		}
	}

	private static Set<String> union(Set<String> first, Set<String> second) {
		Set<String> union = new LinkedHashSet<>(first);
		union.addAll(second);
		return union;
	}

}
