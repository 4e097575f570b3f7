package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Adapter of a mutable collection. One that is comparing calls methods of its elements,
 * one that is referring does not. The adder is the name of the method that appends an
 * element, or all of them, and calls no other that a subclass could override.
 *
 * @param <C> the type of the collection
 */
final class CollectionAdapter<C> extends MutableAdapter<C> {

	private final SuperCall iterator;

	private final SuperCall adder;

	private final boolean addsAll;

	private CollectionAdapter(Class<?> type, boolean looksAtElements, String adder, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		super(type, looksAtElements, traits, factory);
		this.iterator = new SuperCall(type, "iterator");
		this.addsAll = adder.equals("addAll");
		this.adder = new SuperCall(type, adder, this.addsAll ? Collection.class : Object.class);
	}

	static <C> CollectionAdapter<C> referring(Class<? extends C> type, String adder, Supplier<C> factory) {
		return referring(type, adder, (collection) -> List.of(), (traits) -> factory.get());
	}

	static <C> CollectionAdapter<C> referring(Class<? extends C> type, String adder, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		return new CollectionAdapter<>(type, false, adder, traits, factory);
	}

	static <C> CollectionAdapter<C> comparing(Class<? extends C> type, String adder, Supplier<C> factory) {
		return comparing(type, adder, (collection) -> List.of(), (traits) -> factory.get());
	}

	static <C> CollectionAdapter<C> comparing(Class<? extends C> type, String adder, Function<C, List<?>> traits,
			Function<List<?>, C> factory) {
		return new CollectionAdapter<>(type, true, adder, traits, factory);
	}

	@Override
	List<?> elements(C container) {
		Object iterator = isOfSubclass(container) ? this.iterator.on(container)
				: ((Collection<?>) container).iterator();
		List<@Nullable Object> elements = new ArrayList<>(size(container));
		if (iterator instanceof Iterator<?> remaining) {
			remaining.forEachRemaining(elements::add);
		}
		return elements;
	}

	@Override
	@SuppressWarnings("unchecked")
	void add(C container, List<?> elements) {
		if (!isOfSubclass(container)) {
			((Collection<Object>) container).addAll(elements);
		}
		else if (this.addsAll) {
			this.adder.on(container, elements);
		}
		else {
			elements.forEach((element) -> this.adder.on(container, element));
		}
	}

	@Override
	int plainSize(C container) {
		return ((Collection<?>) container).size();
	}

	@Override
	int slots() {
		return 1;
	}

}
