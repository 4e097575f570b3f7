package dev.holdfast.state.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the migrations of a state's owner have put in the place of nodes, during one
 * attempt. The nodes themselves stay as they are.
 */
final class Overlay {

	private final Map<Node, Node> replacements = new IdentityHashMap<>();

	private final Map<Recipe, Recipe> recipes = new HashMap<>();

	Node resolve(Node node) {
		Node current = node;
		if (!this.replacements.isEmpty()) {
			Node replacement = this.replacements.get(current);
			while (replacement != null) {
				current = replacement;
				replacement = this.replacements.get(current);
			}
		}
		return current;
	}

	void replace(Node node, Node replacement) {
		if (node != replacement) {
			this.replacements.put(node, replacement);
		}
	}

	/**
	 * Return the one recipe of a changed shape: the assemblers tell recipes by identity.
	 * @param recipe the recipe
	 * @return the same or an equal one
	 */
	Recipe intern(Recipe recipe) {
		Recipe present = this.recipes.putIfAbsent(recipe, recipe);
		return (present != null) ? present : recipe;
	}

	StateView view(Object entry) {
		if (entry instanceof Node node) {
			return new NodeView(this, resolve(node));
		}
		Node kept = new Node(0, new Object[0]);
		kept.beginWith(entry);
		kept.keep();
		return new NodeView(this, kept);
	}

	/**
	 * Find the nodes of a class.
	 * @param start where to begin
	 * @param typeName the class
	 * @return the nodes, in the order in which they were found
	 */
	List<Node> find(Node start, String typeName) {
		List<Node> found = new ArrayList<>();
		Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Node> pending = new ArrayDeque<>();
		pending.add(start);
		Node node = pending.poll();
		while (node != null) {
			Node resolved = resolve(node);
			if (seen.add(resolved)) {
				if (resolved.recipe.typeName().equals(typeName)) {
					found.add(resolved);
				}
				for (Object part : resolved.content) {
					if (part instanceof Node child && !child.isKept()) {
						pending.add(child);
					}
				}
			}
			node = pending.poll();
		}
		return found;
	}

}
