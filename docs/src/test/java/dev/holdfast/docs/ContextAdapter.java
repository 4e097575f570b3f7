package dev.holdfast.docs;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import dev.holdfast.state.migration.ContainerAdapter;

// tag::adapter[]
class ContextAdapter implements ContainerAdapter<Context> {

	@Override
	public boolean supports(Class<?> type) {
		return Context.class.isAssignableFrom(type);
	}

	@Override
	public Contents contents(Context context) {
		return new Contents(List.of(),
				context.stream().flatMap((entry) -> Stream.of(entry.getKey(), entry.getValue())).toList());
	}

	@Override
	public boolean isMutable() {
		return false;
	}

	@Override
	public Context create(String typeName, List<?> traits, List<?> elements, @Nullable Context fresh) {
		Context context = Context.empty();
		for (int i = 0; i < elements.size(); i += 2) {
			context = context.put(elements.get(i), elements.get(i + 1));
		}
		return context;
	}

}
// end::adapter[]
