package dev.holdfast.restart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What this JVM knows of restarts, whichever application context asks: the generations,
 * the objects that survive and the threads that may.
 * <p>
 * Holds the mutable static state of this library, but for {@link EnteredMethods}. It
 * lives as long as the JVM because this class belongs to the base loader.
 *
 * @since 0.1.0
 */
public final class Restarts {

	private static final Map<Class<?>, Object> SURVIVORS = new HashMap<>();

	private static final RetirementListeners RETIREMENT_LISTENERS = new RetirementListeners();

	private Restarts() {
	}

	/**
	 * Return whether this application restarts in this JVM, and this library survives it:
	 * DevTools is there, its restarter initialized, and this class out of the restarter's
	 * reach. Everything that exists for development alone asks this.
	 * @return whether the application restarts
	 */
	public static boolean areActive() {
		return DevTools.isRestarting() && !isWithinReach();
	}

	/**
	 * Return whether a class belongs to one generation only.
	 * @param type the class, possibly an array class
	 * @return whether it is an app type
	 */
	public static boolean isAppType(Class<?> type) {
		return DevTools.isRestartClassLoader(type.getClassLoader());
	}

	/**
	 * Return whether a class loader is that of a generation.
	 * @param classLoader the class loader
	 * @return whether it loads app types
	 */
	public static boolean isAppLoader(@Nullable ClassLoader classLoader) {
		return DevTools.isRestartClassLoader(classLoader);
	}

	/**
	 * Return whether DevTools restarts this library along with the application, as it
	 * does with every directory on the class path that is not excluded. Then nothing can
	 * survive.
	 * @return whether this class belongs to a generation
	 */
	static boolean isWithinReach() {
		return isAppType(Restarts.class);
	}

	/**
	 * Return the object of a type that outlives all restarts. It is created by the first
	 * caller, exactly once, whichever threads ask at the same time; other callers wait
	 * meanwhile, so creation should be quick.
	 * @param <T> the type
	 * @param type the type, which must be a base type
	 * @param factory creates the object; must not hold on to a bean or an app type
	 * @return the surviving object
	 */
	public static <T> T survivor(Class<T> type, Supplier<? extends T> factory) {
		Assert.isTrue(!isAppType(type),
				() -> "'type' must be a base type, but [" + type.getName() + "] belongs to the running generation");
		synchronized (SURVIVORS) {
			Object survivor = SURVIVORS.get(type);
			if (survivor == null) {
				survivor = factory.get();
				SURVIVORS.put(type, survivor);
			}
			return type.cast(survivor);
		}
	}

	/**
	 * Find the object of a type that outlives all restarts, if it has been created.
	 * @param <T> the type
	 * @param type the type
	 * @return the surviving object
	 */
	public static <T> Optional<T> findSurvivor(Class<T> type) {
		synchronized (SURVIVORS) {
			return Optional.ofNullable(SURVIVORS.get(type)).map(type::cast);
		}
	}

	/**
	 * Tell an object that survives restarts whenever a generation is retired, in order of
	 * registration and before the listeners named in {@code META-INF/spring.factories}.
	 * There is no way to take it back; registering a listener again changes nothing.
	 * @param listener the listener, which must be of a base type
	 */
	public static void onRetirement(RetirementListener listener) {
		RETIREMENT_LISTENERS.add(listener);
	}

	/**
	 * Return the generations of this JVM, for objects that survive. Beans of a context
	 * use {@link #generationsOfContext()}, which lets go of them when the context closes.
	 * @return the generations
	 */
	public static Generations generations() {
		return areActive() ? Development.GENERATIONS : Generations.single();
	}

	/**
	 * Return the generations as a bean of an application context.
	 * @return generations whose publishers complete when the bean is destroyed
	 */
	public static Generations generationsOfContext() {
		return areActive() ? new ContextGenerations(Development.GENERATIONS) : Generations.single();
	}

	/**
	 * Return what triggers restarts.
	 * @return the control of this JVM
	 * @throws IllegalStateException if nothing {@link #areActive() restarts} here
	 */
	public static RestartControl control() {
		Assert.state(areActive(), "This application does not restart");
		return Development.CONTROL;
	}

	/**
	 * Run a task on a thread that keeps no generation alive, and wait for it. Threads and
	 * thread pools that the task starts inherit that property. Never call this from an
	 * event loop.
	 * @param <T> the type of the result
	 * @param name the name of the thread
	 * @param task the task
	 * @return its result
	 */
	public static <T extends @Nullable Object> T callOnBaseThread(String name, Supplier<T> task) {
		return BaseThreads.call(name, task);
	}

	/**
	 * Start a thread that keeps no generation alive. Its context loader is the base
	 * loader.
	 * @param name the name of the thread
	 * @param daemon whether the JVM may exit while it runs
	 * @param task what it does
	 */
	public static void startBaseThread(String name, boolean daemon, Runnable task) {
		BaseThreads.create(name, daemon, task).start();
	}

	static RetirementListeners retirementListeners() {
		return RETIREMENT_LISTENERS;
	}

	static void mainClass(@Nullable Class<?> type) {
		Development.CONTROL.mainClass(type);
	}

	static RestartingGenerations restartingGenerations() {
		return Development.GENERATIONS;
	}

	/**
	 * Created in development only.
	 */
	private static final class Development {

		private static final RestartingGenerations GENERATIONS = new RestartingGenerations();

		private static final DevToolsRestartControl CONTROL = new DevToolsRestartControl(GENERATIONS);

	}

}
