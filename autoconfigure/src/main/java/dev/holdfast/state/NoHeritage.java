package dev.holdfast.state;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The heritage of a first generation.
 */
final class NoHeritage implements Heritage {

	@Override
	public Set<String> keys() {
		return Set.of();
	}

	@Override
	public @Nullable StateDefinition<?> definition(String key) {
		return null;
	}

	@Override
	public @Nullable Claim claim(StateDefinition<?> definition) {
		return null;
	}

	@Override
	public void taken(Claim claim) {
	}

	@Override
	public boolean discard(String key) {
		return false;
	}

}
