package dev.holdfast.cache;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

import dev.holdfast.state.migration.ContainerAdapter;

/**
 * Moves the keys that Spring makes of several arguments.
 */
final class SimpleKeyAdapter implements ContainerAdapter<SimpleKey> {

	private final Field params;

	SimpleKeyAdapter() {
		Field params = ReflectionUtils.findField(SimpleKey.class, "params");
		Assert.state(params != null, "SimpleKey of this version of Spring has no field 'params'");
		ReflectionUtils.makeAccessible(params);
		this.params = params;
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == SimpleKey.class;
	}

	@Override
	public Contents contents(SimpleKey container) {
		Object[] params = (Object[]) ReflectionUtils.getField(this.params, container);
		return new Contents(List.of(), (params != null) ? Arrays.asList(params) : List.of());
	}

	@Override
	public boolean isMutable() {
		return false;
	}

	@Override
	public boolean looksAtElements() {
		return true;
	}

	@Override
	public SimpleKey create(String typeName, List<?> traits, List<?> elements, @Nullable SimpleKey fresh) {
		return new SimpleKey(elements.toArray());
	}

}
