package dev.holdfast.state.migration;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import dev.holdfast.state.migration.ContainerAdapter.Contents;

/**
 * Adapters of the comparators that are containers of another one. Those that
 * {@link Comparator#comparing} and its like make are lambdas.
 */
final class JdkComparators {

	private JdkComparators() {
	}

	static List<ContainerAdapter<?>> all() {
		Comparator<String> comparator = String.CASE_INSENSITIVE_ORDER;
		return List.of(ValueAdapter.constant(comparator), ValueAdapter.constant(Collections.reverseOrder()),
				ValueAdapter.<Comparator<?>>referring(Collections.reverseOrder(comparator).getClass(),
						(reverse) -> List.of(SerialForm.of(reverse).only(Comparator.class)),
						(elements) -> Collections.reverseOrder(Traits.comparator(elements))),
				new ValueAdapter<Comparator<Object>>(Comparator.nullsFirst(comparator).getClass(), false,
						(nulls) -> new Contents(List.of(nulls.compare(null, "") < 0),
								Traits.ofComparator(SerialForm.of(nulls).first(Comparator.class))),
						(traits, elements) -> Traits.flag(traits) ? Comparator.nullsFirst(Traits.comparator(elements))
								: Comparator.nullsLast(Traits.comparator(elements))));
	}

}
