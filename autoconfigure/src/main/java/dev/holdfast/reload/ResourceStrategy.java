package dev.holdfast.reload;

import org.jspecify.annotations.Nullable;

import dev.holdfast.reload.watch.FileChange;
import dev.holdfast.reload.watch.FileChanges;

/**
 * Files that DevTools excludes from restarts, such as static resources and templates.
 */
final class ResourceStrategy implements ReloadStrategy {

	@Override
	public @Nullable ReloadDecision decide(FileChanges changes) {
		return changes.all().stream().allMatch(FileChange::excluded)
				? new ReloadDecision(ReloadKind.RESOURCE, ChangeText.of(changes) + ", which needs no restart") : null;
	}

}
