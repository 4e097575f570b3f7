package dev.holdfast.restart;

/**
 * Called between two generations, to let go of what is held of the retired one.
 * <p>
 * The context of the retired generation is closed and its beans are destroyed, or its
 * start has failed; the next generation has not yet begun to create beans. The call comes
 * on the thread that starts the next generation, which waits for it: be quick.
 * <p>
 * What survives restarts registers itself with
 * {@link Restarts#onRetirement(RetirementListener)}. Libraries and applications name
 * their listeners in {@code META-INF/spring.factories} under the name of this interface.
 * Those are created for one call, with a default constructor, through the class loader of
 * the retired generation, so that they can reach its static fields; nothing keeps them
 * afterwards. They are called in the order of
 * {@link org.springframework.core.annotation.Order @Order}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RetirementListener {

	/**
	 * A generation is retired. If this fails, the failure is logged, and other listeners
	 * are called all the same.
	 * @param retirement what is known of the retired generation
	 */
	void onRetirement(Retirement retirement);

}
