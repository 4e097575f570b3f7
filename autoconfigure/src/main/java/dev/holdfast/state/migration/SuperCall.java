package dev.holdfast.state.migration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ClassUtils;

/**
 * Calls a method of a type on an instance of a subclass, whether the subclass overrides
 * it or not. What an overriding method does is not meant for a migration: it may refuse,
 * count or pass on what is added.
 */
final class SuperCall {

	private final Class<?> type;

	private final Method method;

	// In the classes themselves, so that this object pins none of them
	private final ClassValue<MethodHandle> handles = new ClassValue<>() {

		@Override
		protected MethodHandle computeValue(Class<?> subclass) {
			return find(subclass);
		}

	};

	SuperCall(Class<?> type, String name, Class<?>... parameterTypes) {
		this.type = type;
		// A bridge method would call the one of the subclass
		this.method = BridgeMethodResolver.findBridgedMethod(ClassUtils.getMethod(type, name, parameterTypes));
	}

	/**
	 * Find the constructor that {@link ContainerAdapter#superArguments} are meant for.
	 * @param type the type of the container
	 * @param arguments the arguments
	 * @return the constructor
	 */
	static Constructor<?> constructor(Class<?> type, List<?> arguments) {
		return Arrays.stream(type.getDeclaredConstructors())
			.filter((candidate) -> (candidate.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
			.filter((candidate) -> accepts(candidate.getParameterTypes(), arguments))
			.findFirst()
			.orElseThrow(
					() -> new IllegalStateException("no constructor of %s takes the %d arguments that its adapter names"
						.formatted(type.getName(), arguments.size())));
	}

	private static boolean accepts(Class<?>[] parameterTypes, List<?> arguments) {
		if (parameterTypes.length != arguments.size()) {
			return false;
		}
		for (int i = 0; i < parameterTypes.length; i++) {
			if (!ClassUtils.isAssignableValue(parameterTypes[i], arguments.get(i))) {
				return false;
			}
		}
		return true;
	}

	@Nullable Object on(Object instance, @Nullable Object... arguments) {
		try {
			return this.handles.get(instance.getClass()).invokeExact(instance, arguments);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	private MethodHandle find(Class<?> subclass) {
		try {
			return generic((subclass != this.type) ? findSpecial(subclass)
					: MethodHandles.publicLookup().unreflect(this.method));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("%s of %s cannot be called: open the package of %s"
				.formatted(this.method.getName(), this.type.getName(), subclass.getName()), ex);
		}
	}

	private MethodHandle findSpecial(Class<?> subclass) throws IllegalAccessException {
		// From further down, the call would end at a class between that overrides it
		Class<?> caller = subclass;
		while (caller.getSuperclass() != this.type) {
			caller = caller.getSuperclass();
		}
		Lookup lookup = MethodHandles.privateLookupIn(caller, MethodHandles.lookup());
		return lookup.unreflectSpecial(this.method, caller);
	}

	private MethodHandle generic(MethodHandle handle) {
		int parameters = this.method.getParameterCount();
		return handle.asType(MethodType.genericMethodType(parameters + 1)).asSpreader(Object[].class, parameters);
	}

}
