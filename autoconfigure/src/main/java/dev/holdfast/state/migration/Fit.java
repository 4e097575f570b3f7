package dev.holdfast.state.migration;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Makes values fit a variable of a type: as they are, widened as the language would do
 * it, or wrapped in an {@link Optional}. If the type arguments of the variable are not
 * what they were, what it holds is checked, since nobody else would until it is used.
 */
final class Fit {

	private static final List<Class<?>> WIDENING = List.of(Byte.class, Short.class, Integer.class, Long.class,
			Float.class, Double.class);

	private final Type type;

	private final Class<?> rawType;

	private final Class<?> boxedType;

	private final List<Fit> arguments;

	private final boolean wasOptional;

	private Fit(Type type, List<Fit> arguments, boolean wasOptional) {
		this.type = type;
		this.rawType = rawType(type);
		this.boxedType = ClassUtils.resolvePrimitiveIfNecessary(this.rawType);
		this.arguments = arguments;
		this.wasOptional = wasOptional;
	}

	/**
	 * Create a fit.
	 * @param type the type of the variable
	 * @param oldType what it was, in words, if that is known
	 * @return the fit
	 */
	static Fit of(Type type, @Nullable String oldType) {
		// Other generic types may mean anything by their arguments
		boolean checked = type instanceof ParameterizedType && !type.getTypeName().equals(oldType)
				&& rawType(type).getName().startsWith("java.util.");
		List<Fit> arguments = checked ? arguments((ParameterizedType) type) : List.of();
		return new Fit(type, arguments, oldType != null && oldType.startsWith(Optional.class.getName()));
	}

	private static List<Fit> arguments(ParameterizedType type) {
		return Arrays.stream(type.getActualTypeArguments()).map((argument) -> of(argument, null)).toList();
	}

	private static Class<?> rawType(Type type) {
		if (type instanceof Class<?> rawType) {
			return rawType;
		}
		if (type instanceof ParameterizedType parameterized) {
			return rawType(parameterized.getRawType());
		}
		return (type instanceof GenericArrayType array) ? rawType(array.getGenericComponentType()).arrayType()
				: Object.class;
	}

	Class<?> rawType() {
		return this.rawType;
	}

	/**
	 * Make a value fit.
	 * @param value the value
	 * @return the value to assign
	 */
	@Nullable Object apply(@Nullable Object value) {
		if (value == null) {
			return ofNull();
		}
		if (accepts(value)) {
			return value;
		}
		if (this.rawType == Optional.class && !(value instanceof Optional)) {
			return Optional.of(this.arguments.isEmpty() ? value : fitting(this.arguments.get(0), value));
		}
		Object widened = widen(value, this.boxedType);
		if (widened == null) {
			throw new Misfit("The value does not fit the new type", describe(value), this.type.getTypeName());
		}
		return widened;
	}

	private static Object fitting(Fit fit, Object value) {
		Object fitting = fit.apply(value);
		return (fitting != null) ? fitting : value;
	}

	private @Nullable Object ofNull() {
		if (this.rawType.isPrimitive()) {
			throw new Misfit("There is no value, and the new type demands one", null, this.type.getTypeName());
		}
		return (this.rawType == Optional.class && !this.wasOptional) ? Optional.empty() : null;
	}

	private boolean accepts(Object value) {
		if (!this.boxedType.isInstance(value)) {
			return false;
		}
		if (this.arguments.isEmpty()) {
			return true;
		}
		if (value instanceof Map<?, ?> map && this.arguments.size() == 2) {
			map.forEach((key, mapped) -> {
				check(this.arguments.get(0), key);
				check(this.arguments.get(1), mapped);
			});
		}
		else if (value instanceof Collection<?> collection && this.arguments.size() == 1) {
			collection.forEach((element) -> check(this.arguments.get(0), element));
		}
		else if (value instanceof Map.Entry<?, ?> entry && this.arguments.size() == 2) {
			check(this.arguments.get(0), entry.getKey());
			check(this.arguments.get(1), entry.getValue());
		}
		else if (value instanceof Optional<?> optional) {
			optional.ifPresent((element) -> check(this.arguments.get(0), element));
		}
		else if (value instanceof AtomicReference<?> reference) {
			check(this.arguments.get(0), reference.get());
		}
		return true;
	}

	private void check(Fit argument, @Nullable Object element) {
		if (element != null && !argument.accepts(element)) {
			throw new Misfit("It holds a value that does not fit the new type", describe(element),
					this.type.getTypeName());
		}
	}

	private static @Nullable Object widen(Object value, Class<?> target) {
		int to = WIDENING.indexOf(target);
		if (value instanceof Character character && to >= WIDENING.indexOf(Integer.class)) {
			return widen((Object) (int) character, target);
		}
		int from = WIDENING.indexOf(value.getClass());
		if (from < 0 || to < from) {
			return null;
		}
		Number number = (Number) value;
		if (from <= WIDENING.indexOf(Long.class) && to > WIDENING.indexOf(Long.class) && !isExact(number.longValue(),
				(to == WIDENING.indexOf(Float.class)) ? number.floatValue() : number.doubleValue())) {
			return null;
		}
		return switch (to) {
			case 0 -> number.byteValue();
			case 1 -> number.shortValue();
			case 2 -> number.intValue();
			case 3 -> number.longValue();
			case 4 -> number.floatValue();
			default -> number.doubleValue();
		};
	}

	// Not every large integer has a floating point number
	private static boolean isExact(long integer, double number) {
		return new BigDecimal(number).compareTo(BigDecimal.valueOf(integer)) == 0;
	}

	private static String describe(Object value) {
		return value.getClass().getTypeName();
	}

}
