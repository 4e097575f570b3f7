package dev.holdfast.client;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Something that browsers are told.
 *
 * @param name the name, in lower case with hyphens
 * @param data what there is to tell: texts, numbers, booleans, lists and maps, none of
 * which may be of a generation
 * @since 0.1.0
 */
public record ClientEvent(String name, Map<String, ? extends @Nullable Object> data) {

	public ClientEvent {
		String given = name;
		Assert.isTrue(name.matches("[a-z]+(-[a-z]+)*"),
				() -> "'name' must be words in lower case with hyphens [" + given + "]");
		data = new LinkedHashMap<>(data);
	}

}
