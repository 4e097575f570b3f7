package dev.holdfast.client;

import java.util.List;

/**
 * Which pages get the browser's part of Holdfast.
 *
 * @param excluded patterns of paths whose pages do not, in the syntax of
 * {@code PathPattern}
 * @since 0.1.0
 */
public record InjectionSettings(List<String> excluded) {

	public InjectionSettings {
		excluded = List.copyOf(excluded);
	}

}
