package dev.holdfast.ratelimit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how often a method of a controller is called, or all methods of one together.
 * Requests beyond the limit are answered with status 429.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RateLimited {

	/**
	 * Return the name of the limiter. Methods with the same name share it.
	 * @return the name
	 */
	String value();

	/**
	 * Return the number of requests that are allowed, unless the limiter is defined
	 * elsewhere.
	 * @return the number
	 */
	int limit() default 0;

	/**
	 * Return the time in which they are allowed, such as {@code 1m} or {@code PT1M}.
	 * @return the time
	 */
	String window() default "1m";

	/**
	 * Return how the time is measured.
	 * @return the algorithm
	 */
	RateLimit.Algorithm algorithm() default RateLimit.Algorithm.FIXED;

	/**
	 * Return the name of the {@link RateLimitKeyResolver} bean to use, if not the primary
	 * one.
	 * @return the name of a bean
	 */
	String resolver() default "";

}
