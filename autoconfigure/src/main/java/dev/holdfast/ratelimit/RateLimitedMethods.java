package dev.holdfast.ratelimit;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * The gates of methods with {@link RateLimited}, and that others have none. A
 * {@link HandlerMethod} is no key for them: it knows the controller, of which there may
 * be one for each request.
 * <p>
 * Of threads that ask for a method at the same time each makes a gate, and all use the
 * first. Nothing is made while the map is locked.
 */
final class RateLimitedMethods {

	private final Map<Key, Optional<RateLimitGate>> gates = new ConcurrentHashMap<>();

	private final RateLimiters limiters;

	private final Function<String, RateLimitKeyResolver> resolvers;

	RateLimitedMethods(RateLimiters limiters, Function<String, RateLimitKeyResolver> resolvers) {
		this.limiters = limiters;
		this.resolvers = resolvers;
	}

	Optional<RateLimitGate> gate(HandlerMethod method) {
		Key key = new Key(method.getMethod(), method.getBeanType());
		Optional<RateLimitGate> gate = this.gates.get(key);
		if (gate != null) {
			return gate;
		}
		RateLimited annotation = annotation(method);
		Optional<RateLimitGate> made = (annotation != null) ? Optional.of(gate(method, annotation)) : Optional.empty();
		Optional<RateLimitGate> first = this.gates.putIfAbsent(key, made);
		return (first != null) ? first : made;
	}

	private static @Nullable RateLimited annotation(HandlerMethod method) {
		RateLimited annotation = method.getMethodAnnotation(RateLimited.class);
		return (annotation != null) ? annotation
				: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RateLimited.class);
	}

	private RateLimitGate gate(HandlerMethod method, RateLimited annotation) {
		try {
			return new RateLimitGate(limiter(annotation), this.resolvers.apply(annotation.resolver()));
		}
		catch (RateLimitDefinitionException ex) {
			throw mistake(method, annotation, ex.getProblem(), ex.getAction(), ex);
		}
		catch (IllegalArgumentException ex) {
			throw mistake(method, annotation, ex.getMessage() + ".", "Correct it in the annotation.", ex);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw mistake(method, annotation, ex.getMessage() + ".",
					"Let 'resolver' name a bean of type " + RateLimitKeyResolver.class.getSimpleName() + ".", ex);
		}
	}

	private RateLimiter limiter(RateLimited annotation) {
		if (annotation.limit() == 0) {
			return this.limiters.get(annotation.value());
		}
		return this.limiters.define(annotation.value(), new RateLimit(annotation.limit(),
				DurationStyle.detectAndParse(annotation.window()), annotation.algorithm()));
	}

	private static RateLimitDefinitionException mistake(HandlerMethod method, RateLimited annotation, String problem,
			String action, RuntimeException cause) {
		return new RateLimitDefinitionException(annotation.value(),
				"@RateLimited(\"%s\") of method %s makes no sense: %s".formatted(annotation.value(), method, problem),
				action, cause);
	}

	/**
	 * A method of a class, which may inherit it.
	 */
	private record Key(Method method, Class<?> type) {
	}

}
