package dev.holdfast.ratelimit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContainerAdapter;

/**
 * Tells that there is nothing to migrate in a {@link WindowStore}, so that it is kept and
 * nobody looks into each window.
 */
final class WindowStoreAdapter implements ContainerAdapter<WindowStore> {

	@Override
	public boolean supports(Class<?> type) {
		return type == WindowStore.class;
	}

	@Override
	public Contents contents(WindowStore container) {
		return new Contents(List.of(), List.of());
	}

	@Override
	public boolean isMutable() {
		return true;
	}

	@Override
	public WindowStore create(String typeName, List<?> traits, List<?> elements, @Nullable WindowStore fresh) {
		if (fresh == null) {
			throw new IllegalStateException("the counts of a rate limiter can only be made by the limiter");
		}
		return fresh;
	}

	@Override
	public void fill(WindowStore container, List<?> elements) {
	}

}
