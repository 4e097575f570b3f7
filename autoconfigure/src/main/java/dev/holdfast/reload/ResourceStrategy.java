package dev.holdfast.reload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Files that DevTools excludes from restarts, such as static resources and templates.
 */
final class ResourceStrategy implements ReloadStrategy {

	@Override
	public @Nullable ReloadDecision decide(List<ChangedFile> changes) {
		return changes.stream().allMatch(ChangedFile::excluded)
				? new ReloadDecision(ReloadKind.RESOURCE, ChangeText.of(changes) + ", which needs no restart") : null;
	}

}
