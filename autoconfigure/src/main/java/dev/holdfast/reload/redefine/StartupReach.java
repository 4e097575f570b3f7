package dev.holdfast.reload.redefine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

import org.springframework.util.StringUtils;

/**
 * Walks from what runs when the application starts along all calls.
 */
final class StartupReach {

	private final TypeFamilies families;

	private final Map<String, Set<CodeOfMethod.Call>> byName = new HashMap<>();

	private final Map<CodeOfMethod.Call, String> reached = new HashMap<>();

	private final Queue<CodeOfMethod.Call> queue = new ArrayDeque<>();

	// Types of which there are objects, that libraries may look at if one looks at any
	private final Set<String> made = new HashSet<>();

	private boolean lookedAt;

	StartupReach(TypeFamilies families) {
		this.families = families;
	}

	/**
	 * Return what may run when the application starts.
	 * @return why, by method
	 */
	Map<CodeOfMethod.Call, String> reached() {
		for (CodeOfClass type : this.families.classes()) {
			type.methods()
				.values()
				.forEach((method) -> this.byName.computeIfAbsent(method.name(), (name) -> new HashSet<>())
					.add(new CodeOfMethod.Call(type.name(), method.key())));
		}
		this.families.classes().forEach(this::begin);
		while (!this.queue.isEmpty()) {
			for (CodeOfMethod.Call next = this.queue.poll(); next != null; next = this.queue.poll()) {
				follow(next);
			}
			if (this.lookedAt) {
				Set<String> seen = new HashSet<>();
				Set.copyOf(this.made).forEach((type) -> lookAt(type, seen));
			}
		}
		return this.reached;
	}

	private void begin(CodeOfClass type) {
		String called = this.families.called(type.name());
		for (CodeOfMethod method : type.methods().values()) {
			if (method.isInitializer()) {
				reach(type.name(), method.key(), "it makes objects");
			}
			else if (!AtRequests.isMethod(method)) {
				// Annotations count for what is inherited and overridden, too
				this.families.family(type.name())
					.forEach((name) -> reach(name, method.key(), "others may call it at the start"));
			}
			else if (!called.isEmpty() && !method.hidden()) {
				reach(type.name(), method.key(), called);
			}
		}
		type.named().forEach((name) -> reachAll(name, "an annotation of " + type.name() + " names it"));
	}

	// As those do that write JSON
	private void lookAt(String type, Set<String> seen) {
		for (String name : this.families.family(type)) {
			if (seen.add(name)) {
				CodeOfClass known = this.families.type(name);
				boolean record = known.supertypes().contains("java.lang.Record");
				known.methods()
					.values()
					.stream()
					.filter((method) -> method.isAccessor(record))
					.forEach((method) -> reach(name, method.key(), "a library may have called it at the start"));
				known.fieldTypes().forEach((fieldType) -> lookAt(fieldType, seen));
			}
		}
	}

	private void follow(CodeOfMethod.Call from) {
		CodeOfMethod method = this.families.type(from.owner()).methods().get(from.key());
		if (method == null) {
			return;
		}
		String reason = "it may have run at the start, by " + name(from);
		for (CodeOfMethod.Call call : method.calls()) {
			Set<String> family = this.families.family(call.owner());
			family.forEach((type) -> reach(type, call.key(), reason));
			this.lookedAt |= family.isEmpty() && call.takesAnyObject() && AtRequests.looksAtProperties(call.owner());
		}
		this.made.addAll(method.types());
		method.texts().forEach((text) -> reachAll(text, reason));
	}

	private void reachAll(String text, String reason) {
		String property = StringUtils.capitalize(text);
		for (String name : List.of(text, "get" + property, "is" + property, "set" + property)) {
			this.byName.getOrDefault(name, Set.of()).forEach((method) -> reach(method.owner(), method.key(), reason));
		}
	}

	private void reach(String type, String key, String reason) {
		CodeOfMethod.Call method = new CodeOfMethod.Call(type, key);
		if (this.families.type(type).methods().containsKey(key)
				&& this.reached.putIfAbsent(method, name(method) + ": " + reason) == null) {
			this.queue.add(method);
		}
	}

	private static String name(CodeOfMethod.Call method) {
		String simpleName = method.owner().substring(method.owner().lastIndexOf('.') + 1);
		return simpleName + "." + method.key().substring(0, method.key().indexOf('('));
	}

}
