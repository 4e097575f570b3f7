package dev.holdfast.reload.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The part of a class that runs for an origin.
 * <p>
 * It has the method with all of its own that it calls, and whatever may run for every
 * route of the class: what nobody in it calls, as somebody else must, what has an
 * annotation, as a framework may, what a super type may call, constructors and
 * initializers. A constructor that does no more than to store what it gets says nothing
 * about who uses it; the fields do.
 *
 * @param whole whether it is all of the class
 * @param members the members by their keys
 * @param types the types that it uses
 * @param virtual those of {@code types} whose subtypes it may run the code of
 */
record OriginPart(boolean whole, Set<String> members, Set<String> types, Set<String> virtual) {

	/**
	 * Find the part of a class.
	 * @param node the class, or {@code null} if it is not in the graph
	 * @param method the method, or {@code null} for the whole class
	 * @param starts the methods of the class that origins name
	 * @return the part; the whole class if there is no such method in it
	 */
	static OriginPart of(@Nullable ClassNode node, @Nullable String method, Set<String> starts) {
		if (node == null) {
			return new OriginPart(true, Set.of(), Set.of(), Set.of());
		}
		List<Member> wanted = node.members()
			.values()
			.stream()
			.filter((member) -> method != null && member.isNamed(method))
			.toList();
		if (wanted.isEmpty() || node.isUnreadable()) {
			return part(node, true, node.members().values());
		}
		Set<Member> reached = new HashSet<>(wanted);
		node.members()
			.values()
			.stream()
			.filter((member) -> starts.stream().noneMatch(member::isNamed))
			.filter((member) -> runsForAll(node, member))
			.forEach(reached::add);
		follow(node, reached);
		return part(node, false, reached);
	}

	private static void follow(ClassNode node, Set<Member> reached) {
		Queue<Member> queue = new ArrayDeque<>(reached);
		for (Member member = queue.poll(); member != null; member = queue.poll()) {
			for (String key : tellsNothing(member) ? Set.<String>of() : member.own()) {
				Member next = node.members().get(key);
				if (next != null && reached.add(next)) {
					queue.add(next);
				}
			}
		}
	}

	private static boolean runsForAll(ClassNode node, Member member) {
		if (!member.isMethod() || member.isBeanMethod()) {
			return false;
		}
		if (member.isInitializer() || !member.annotations().isEmpty() || !isUsed(node, member)) {
			return true;
		}
		return !member.hidden() && !node.extendsNothing();
	}

	private static boolean isUsed(ClassNode node, Member member) {
		return node.members()
			.values()
			.stream()
			.anyMatch((other) -> other != member && other.own().contains(member.key()));
	}

	private static boolean tellsNothing(Member member) {
		return member.isConstructor() && member.plain();
	}

	private static OriginPart part(ClassNode node, boolean whole, Collection<Member> members) {
		Set<String> keys = new HashSet<>();
		Set<String> types = new HashSet<>(node.types());
		Set<String> virtual = new HashSet<>(node.virtual());
		for (Member member : members) {
			keys.add(member.key());
			if (whole || !tellsNothing(member)) {
				types.addAll(member.types());
				virtual.addAll(member.virtual());
			}
		}
		String outer = node.name().substring(0, Math.max(0, node.name().lastIndexOf('$')));
		if (whole && !outer.isEmpty() && !usesOuter(node, outer)) {
			types.remove(outer);
			virtual.remove(outer);
		}
		return new OriginPart(whole, keys, types, virtual);
	}

	// Compilers give an inner class its outer object, be there use for it or not
	private static boolean usesOuter(ClassNode node, String outer) {
		return node.types().contains(outer) || node.members()
			.values()
			.stream()
			.filter((member) -> !tellsNothing(member) && !isOuterObject(member.key()))
			.anyMatch((member) -> member.types().contains(outer)
					|| member.own().stream().anyMatch(OriginPart::isOuterObject));
	}

	private static boolean isOuterObject(String key) {
		return key.startsWith("this$");
	}

	boolean isHitBy(ClassChange change) {
		return this.whole || change.kind() == ClassChange.Kind.STRUCTURE
				|| change.methods().stream().anyMatch(this.members::contains);
	}

}
