package dev.holdfast.state.migration;

import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Takes apart what classes of the application inherit from a class of the JDK that is a
 * plain value, and made by a constructor from it. Objects of that class itself are kept.
 *
 * @param <C> the class of the JDK
 */
final class SuperclassAdapter<C> implements ContainerAdapter<C> {

	private final Class<C> type;

	private final Function<C, Object> value;

	private final Function<Object, C> factory;

	private SuperclassAdapter(Class<C> type, Function<C, Object> value, Function<Object, C> factory) {
		this.type = type;
		this.value = value;
		this.factory = factory;
	}

	static List<ContainerAdapter<?>> all() {
		return List.of(new SuperclassAdapter<>(Date.class, Date::getTime, (time) -> new Date((Long) time)),
				new SuperclassAdapter<>(AtomicLong.class, AtomicLong::get, (value) -> new AtomicLong((Long) value)),
				new SuperclassAdapter<>(AtomicInteger.class, AtomicInteger::get,
						(value) -> new AtomicInteger((Integer) value)),
				new SuperclassAdapter<>(AtomicBoolean.class, AtomicBoolean::get,
						(value) -> new AtomicBoolean((Boolean) value)));
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == this.type;
	}

	@Override
	public Contents contents(C container) {
		return new Contents(List.of(this.value.apply(container)), List.of());
	}

	@Override
	public C create(String typeName, List<?> traits, List<?> elements, @Nullable C fresh) {
		return this.factory.apply(traits.get(0));
	}

	@Override
	public void fill(C container, List<?> elements) {
		// The trait is all there is
	}

	@Override
	public boolean isMutable() {
		return true;
	}

	@Override
	public boolean supportsSubclasses() {
		return true;
	}

}
