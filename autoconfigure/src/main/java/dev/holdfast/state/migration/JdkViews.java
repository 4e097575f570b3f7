package dev.holdfast.state.migration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Adapters of the unmodifiable and the synchronized views that {@link Collections} makes,
 * including those of later versions of Java. What they hold is the collection behind
 * them, so that views of the same collection still are afterwards. A synchronized view of
 * a part of another one gets a lock of its own.
 */
final class JdkViews {

	private JdkViews() {
	}

	static List<ContainerAdapter<?>> all() {
		List<Object> samples = List.of(new ArrayList<>(), new LinkedList<>(), new TreeSet<>(), new TreeMap<>());
		return Arrays.stream(Collections.class.getMethods())
			.filter(JdkViews::makesView)
			.<ContainerAdapter<?>>flatMap((method) -> samples.stream()
				.filter(method.getParameterTypes()[0]::isInstance)
				.map((sample) -> view(method, sample)))
			.toList();
	}

	private static boolean makesView(Method method) {
		return Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 1
				&& (method.getName().startsWith("unmodifiable") || method.getName().startsWith("synchronized"));
	}

	private static ContainerAdapter<?> view(Method method, Object sample) {
		Class<?> behind = method.getParameterTypes()[0];
		return ValueAdapter.referring(make(method, sample).getClass(),
				(view) -> List.of(SerialForm.of(view).only(behind)), (elements) -> make(method, elements.get(0)));
	}

	private static Object make(Method method, Object behind) {
		Object view = ReflectionUtils.invokeMethod(method, null, behind);
		Assert.state(view != null, () -> method.getName() + " makes no view");
		return view;
	}

}
