package dev.holdfast.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Bean;

/**
 * Makes the {@link RequestState#proxy() proxy} of a {@link RequestState} a bean as well,
 * so that other beans have a {@code DbClient} injected and know nothing of requests.
 *
 * <pre class="code">
 * &#64;Bean
 * &#64;ProxyBean
 * RequestState&lt;DbClient&gt; dbClient(RequestStateFactory requestStates) {
 *     return requestStates.define(DbClient.class);
 * }
 * </pre>
 *
 * It goes with {@link Bean @Bean} methods that return a {@code RequestState} of a certain
 * type, which is the type of the proxy's bean. Whatever decides where the state's bean is
 * injected goes for that of the proxy too: {@code @Primary}, {@code @Fallback},
 * {@code @Qualifier}, {@code @Lazy} and the attributes of {@code @Bean}; an
 * {@code @Order} does not.
 * <p>
 * The values are no beans. Nothing is injected into them, and the container does not
 * close the proxy: its {@code close()} would be the one of a request's value.
 * <p>
 * Conditions like {@code @ConditionalOnMissingBean} are decided earlier and see the
 * state, not the proxy.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProxyBean {

	/**
	 * Name of the proxy's bean: that of the state's bean with {@code Proxy} at its end,
	 * if there is none.
	 * @return the name, or nothing
	 */
	String name() default "";

}
