package dev.holdfast.cache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.holdfast.state.migration.ContainerAdapter;

/**
 * Moves the entries of a cache, three elements each: key, value, time of expiry.
 */
final class CacheContentsAdapter implements ContainerAdapter<CacheContents> {

	private static final int PARTS = 3;

	@Override
	public boolean supports(Class<?> type) {
		return type == CacheContents.class;
	}

	@Override
	public Contents contents(CacheContents container) {
		List<StoredEntry> entries = container.entries();
		List<@Nullable Object> elements = new ArrayList<>(PARTS * entries.size());
		for (StoredEntry entry : entries) {
			elements.add(entry.key());
			elements.add(entry.value());
			elements.add(entry.expiry());
		}
		return new Contents(List.of(), elements);
	}

	@Override
	public boolean isMutable() {
		return false;
	}

	@Override
	public CacheContents create(String typeName, List<?> traits, List<?> elements, @Nullable CacheContents fresh) {
		List<StoredEntry> entries = new ArrayList<>(elements.size() / PARTS);
		for (int i = 0; i < elements.size(); i += PARTS) {
			entries.add(new StoredEntry(elements.get(i), elements.get(i + 1), (Instant) elements.get(i + 2)));
		}
		return new CacheContents(entries);
	}

}
