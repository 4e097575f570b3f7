package dev.holdfast.state.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Stack;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.holdfast.state.migration.ContainerAdapter.Contents;

/**
 * Adapters of lists. A sub list becomes a list of its own, an {@link ArrayList} unless it
 * was immutable: it does not follow the list that it was taken from any more. Lost are
 * the capacity of an {@code ArrayList} or a {@link Stack} and the increment of a
 * {@link Vector}.
 */
final class JdkLists {

	private JdkLists() {
	}

	static List<ContainerAdapter<?>> all() {
		return Stream.of(mutable(), subLists(), immutable()).<ContainerAdapter<?>>flatMap(List::stream).toList();
	}

	private static List<ContainerAdapter<?>> mutable() {
		return List.of(CollectionAdapter.referring(ArrayList.class, "add", ArrayList::new),
				CollectionAdapter.referring(LinkedList.class, "add", LinkedList::new),
				CollectionAdapter.referring(Vector.class, "add", (vector) -> List.of(vector.capacity()),
						(traits) -> new Vector<>(Traits.number(traits))),
				CollectionAdapter.referring(Stack.class, "add", Stack::new),
				CollectionAdapter.referring(CopyOnWriteArrayList.class, "addAll", CopyOnWriteArrayList::new),
				ValueAdapter.<Object>referring(Arrays.asList(1).getClass(),
						(list) -> Collections.singletonList(SerialForm.of(list).only(Object[].class)),
						(elements) -> Arrays.asList((Object[]) elements.get(0))));
	}

	private static List<ContainerAdapter<?>> subLists() {
		return Stream.of(new ArrayList<>(), new LinkedList<>(), Arrays.asList(), new CopyOnWriteArrayList<>())
			.<ContainerAdapter<?>>map((list) -> new HolderAdapter<Collection<Object>>(list.subList(0, 0).getClass(),
					(subList) -> new Contents(List.of(), new ArrayList<>(subList)), (traits) -> new ArrayList<>(),
					Collection::addAll))
			.toList();
	}

	private static List<ContainerAdapter<?>> immutable() {
		List<Integer> list = List.of(1, 2, 3);
		return List.of(ValueAdapter.constant(Collections.emptyList()),
				ValueAdapter.<List<?>>referring(Collections.singletonList(1).getClass(), ArrayList::new,
						(elements) -> Collections.singletonList(elements.get(0))),
				new ValueAdapter<List<?>>(Collections.nCopies(1, 1).getClass(), false,
						(copies) -> new Contents(List.of(copies.size()), copies.stream().limit(1).toList()),
						JdkLists::nCopies),
				immutable(List.of(1).getClass()), immutable(list.getClass()), immutable(list.subList(0, 1).getClass()));
	}

	private static List<?> nCopies(List<?> traits, List<?> elements) {
		int size = Traits.number(traits);
		return (size != 0) ? Collections.nCopies(size, elements.get(0)) : Collections.nCopies(0, "");
	}

	private static ContainerAdapter<?> immutable(Class<?> type) {
		return new ValueAdapter<List<?>>(type, false, (list) -> {
			List<?> elements = new ArrayList<>(list);
			return new Contents(List.of(isOfStream(list, elements)), elements);
		}, (traits, elements) -> Traits.flag(traits) ? elements.stream().toList() : List.of(elements.toArray()));
	}

	private static boolean isOfStream(List<?> list, List<?> elements) {
		// Stream.toList() makes lists that may contain null or be asked for it. The copy
		// of
		// any other is the list itself
		return elements.contains(null) || List.copyOf(list) != list;
	}

}
